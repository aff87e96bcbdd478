"""The extension on Colab's kernel (ipykernel 6.17.1, IPython 7.34) with the stand-in for google.colab."""

import json
import os
import time

import pytest
from test_extension import DOUBLE, LOAD, ROOT, card, payloads, python_of, run, start, unpack, write_notebook

__all__ = ["card", "start"]

START = "import google.colab"
INVOKE = "google.colab.output.Invoked(%r)"


@pytest.fixture(params=["colab", "colab-3.12"])
def colab(request, start, tmp_path):
    """A kernel that takes itself for Colab's, with a notebook in the frontend."""
    notebook = write_notebook(tmp_path / "shown.ipynb", LOAD, "import tensorflow as tf")
    path = os.pathsep.join([str(ROOT), str(DOUBLE)])
    variables = {"PYTHONPATH": path, "COLAB_RELEASE_TAG": "release-colab-test", "COLAB_DOUBLE_NOTEBOOK": notebook}
    kernel = start(python_of(request.param), **variables)
    run(kernel, START)
    return kernel


def invoke(kernel, name):
    """What the card's button gets as an answer."""
    entry = kernel.evaluate(INVOKE % ("keras_doctor." + name))
    assert entry["status"] == "ok", entry
    return json.loads(entry["data"]["text/plain"])["data"]["application/json"]


def test_the_notebook_comes_from_the_frontend(colab):
    (payload,) = payloads(run(colab, LOAD))
    assert payload["notebook"]["origin"] == "colab"
    assert [cell["source"] for cell in payload["notebook"]["cells"]] == ["", LOAD, "import tensorflow as tf"]
    assert json.loads(payload["probe"])["host"] == "colab"


def test_a_frontend_that_does_not_answer_leaves_the_history(colab):
    run(colab, "import os; del os.environ['COLAB_DOUBLE_NOTEBOOK']")
    assert payloads(run(colab, LOAD))[0]["notebook"]["origin"] == "history"


def test_buttons_ask_the_kernel(colab):
    run(colab, LOAD)
    card = (ROOT / "jupyterlab_keras_doctor" / "static" / "card.js").read_text(encoding="utf-8")
    assert unpack(invoke(colab, "code")["code"]) == card
    checked = invoke(colab, "check")
    assert checked["said"] is None and json.loads(checked["payload"])["mode"] == "full"
    applied = invoke(colab, "apply")
    assert applied["said"].startswith("TF_USE_LEGACY_KERAS=1 is set")
    assert json.loads(json.loads(applied["payload"])["probe"])["variables"]["TF_USE_LEGACY_KERAS"] == "1"


def test_restart_ends_this_kernel(colab):
    run(colab, LOAD)
    invoke(colab, "restart")
    deadline = time.monotonic() + 20
    while colab.manager.is_alive() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not colab.manager.is_alive()
