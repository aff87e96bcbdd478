"""The extension on Colab's kernel (ipykernel 6.17.1, IPython 7.34) with the stand-in for google.colab; those marked
tensorflow in an environment of what Colab's runtime 2026.01 has (`colab` in proofs/environments.json)."""

import json
import os
import re
import subprocess
import sys
import time

import pytest
from test_extension import DOUBLE, LOAD, ROOT, VARIABLE, card, payloads, python_of, run, start, text_of, unpack, write_notebook

__all__ = ["card", "start"]

START = "import google.colab"
INVOKE = "google.colab.output.Invoked(%r)"


@pytest.fixture
def start_colab(start, tmp_path):
    """Starts a kernel that takes itself for Colab's, with a notebook of these cells in the frontend."""

    def run_it(python, *cells, **others):
        notebook = write_notebook(tmp_path / "shown.ipynb", LOAD, *cells)
        path = os.pathsep.join([str(ROOT), str(DOUBLE)])
        variables = {"PYTHONPATH": path, "COLAB_RELEASE_TAG": "release-colab-test", "COLAB_DOUBLE_NOTEBOOK": notebook}
        variables.update(others)
        kernel = start(python, **variables)
        run(kernel, START)
        return kernel

    return run_it


@pytest.fixture
def colab(start_colab):
    return start_colab(python_of("colab-3.12"), "import tensorflow as tf")


@pytest.fixture(scope="session")
def runtime():
    """The Python of an environment with Colab's packages."""
    command = [sys.executable, str(ROOT / "scripts" / "environment.py"), "colab"]
    folder = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode().strip()
    return os.path.join(folder, "bin", "python")


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


VERSIONS = "import importlib.metadata as m, json; print(json.dumps({d.name: d.version for d in m.distributions()}))"


def normalised(name):
    return re.sub("[-_.]+", "-", name).lower()


@pytest.mark.tensorflow
def test_the_runtime_has_what_colab_lists(runtime):
    said = subprocess.run([runtime, "-c", VERSIONS], check=True, stdout=subprocess.PIPE).stdout
    has = {normalised(name): version for name, version in json.loads(said).items()}
    text = (ROOT / "proofs" / "colab" / "2026.01.txt").read_text(encoding="utf-8")
    listed = {normalised(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)$", text, re.MULTILINE)}
    assert len(listed) > 15
    assert {name: has.get(name) for name in listed} == listed


MODEL = "import tensorflow as tf\ntf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])"
WHOSE = "tf.keras.layers.GRU.__module__.split('.')[0]"


@pytest.mark.tensorflow
def test_an_error_of_the_real_keras_3_gets_one_card_below_it(start_colab, runtime):
    kernel = start_colab(runtime, MODEL)
    run(kernel, LOAD)
    (payload,) = payloads(run(kernel, MODEL))
    assert payload["mode"] == "error" and "batch_input_shape" in payload["error"]["evalue"]
    assert json.loads(payload["probe"])["loaded"]["tensorflow"] is True
    assert invoke(kernel, "apply")["said"].startswith("Nothing was changed")
    assert run(kernel, VARIABLE) == []


@pytest.mark.tensorflow
def test_apply_gives_the_notebook_the_keras_2_that_colab_ships(start_colab, runtime):
    kernel = start_colab(runtime, MODEL)
    (payload,) = payloads(run(kernel, LOAD))
    assert json.loads(payload["probe"])["loaded"]["tensorflow"] is False
    assert invoke(kernel, "apply")["said"].startswith("TF_USE_LEGACY_KERAS=1 is set")
    outputs = run(kernel, MODEL)
    assert [payload["mode"] for payload in payloads(outputs)] == ["badge"]
    assert "error" not in [kind for kind, _ in outputs]
    assert run(kernel, "print(%s)" % WHOSE)[0][1]["text"] == "tf_keras\n"


def examples():
    return sorted(path.name for path in (ROOT / "examples").glob("colab-*.ipynb"))


@pytest.fixture(scope="session")
def wheel():
    """The wheel of this checkout, built where a source changed."""
    command = [sys.executable, "-c", "import jupyter_server; print(jupyter_server.wheel())"]
    return subprocess.run(command, cwd=ROOT / "scripts", check=True, stdout=subprocess.PIPE).stdout.decode().strip()


@pytest.mark.tensorflow
@pytest.mark.parametrize("name", examples())
def test_examples_for_colab_run_to_the_end(start_colab, runtime, wheel, tmp_path, name):
    """The first cell as it stands, pip included, but for the wheel in place of the package's name, and a folder to install
    into; then a click on Apply now. The other cells without what they install: that is there already."""
    notebook = json.loads((ROOT / "examples" / name).read_text(encoding="utf-8"))
    first, *cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    install, load = first.splitlines()
    assert (install, load) == ("%pip install -q jupyterlab-keras-doctor", LOAD)
    site = tmp_path / "site-packages"
    site.mkdir()
    path = os.pathsep.join([str(site), str(DOUBLE)])
    kernel = start_colab(runtime, *cells, PYTHONPATH=path, PIP_TARGET=str(site), PIP_NO_INDEX="1")
    (payload,) = payloads(run(kernel, "%s\n%s" % (install.replace("jupyterlab-keras-doctor", wheel), load)))
    assert payload["notebook"]["origin"] == "colab"
    assert str(site) in run(kernel, "print(__import__('jupyterlab_keras_doctor').__file__)")[0][1]["text"]
    invoke(kernel, "apply")
    for cell in cells:
        outputs = run(kernel, "".join(line for line in cell.splitlines(True) if "pip install" not in line))
        assert [content for kind, content in outputs if kind == "error"] == []
    assert text_of(outputs)
