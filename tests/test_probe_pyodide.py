"""The probe in Pyodide, Python compiled to WebAssembly: the kernel of JupyterLite.

JupyterLite's own kernel takes its packages from a content delivery network, which tests do not reach. Here the real Pyodide runs
under Node, with the real IPython, which that kernel is made of, from a folder of this machine.
"""

import json
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT
from environments import environment

PROGRAM = """
import builtins, json, os, sys
from traitlets.config import Config
from IPython.core.interactiveshell import InteractiveShell

shell = InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
shell.run_cell("answer = 6 * 7\\nanswer", store_history=True)

def state():
    space = shell.user_ns
    return {
        "names": sorted(space), "count": shell.execution_count, "in": list(space["In"]), "out": repr(space["Out"]),
        "last": repr((space["_"], space["__"], space["_i"])), "path": list(sys.path), "environ": dict(os.environ),
        "cwd": os.getcwd(), "files": sorted(os.listdir(".")), "builtins": sorted(vars(builtins)),
        "open": sorted(os.listdir("/proc/self/fd")), "streams": repr((sys.stdout, sys.stderr)),
    }

def probe():
    return shell.user_expressions({"keras-doctor": given["expression"]})["keras-doctor"]

shell.user_expressions({"one": "1"})
before, modules = state(), set(sys.modules)
told = [probe() for _ in range(50)]
brought = sorted({name.partition(".")[0] for name in set(sys.modules) - modules} - set(sys.stdlib_module_names))
changed = [key for key, value in state().items() if value != before[key]]
answer = json.dumps({"told": told, "changed": changed, "brought": brought})
"""


@pytest.fixture(scope="module")
def asked(expression):
    python = environment("3.11", ["ipython==9.*"])
    if python is None:
        pytest.skip("there is no Python 3.11 here")
    (site,) = Path(python).parent.parent.glob("lib/python*/site-packages")
    given = json.dumps({"program": PROGRAM, "expression": expression})
    done = subprocess.run(
        ["node", "tests/pyodide.mjs", str(site)], cwd=str(ROOT), input=given.encode(), stdout=subprocess.PIPE, check=True
    )
    return json.loads(done.stdout.decode().splitlines()[-1])


def test_answers_as_any_other_python(asked, check_shape):
    first = asked["told"][0]
    assert first["status"] == "ok", first
    answer = check_shape(json.loads(first["data"]["text/plain"]))
    assert (answer["platform"], answer["machine"]) == ("emscripten", "wasm32")
    assert answer["notes"] == []
    assert answer["accelerators"]["source"] == "none"
    assert "ipython" in [one["name"] for one in answer["distributions"]]
    assert not any("tensorflow" in one["name"] for one in answer["distributions"])


def test_leaves_no_trace(asked):
    assert len(asked["told"]) == 50
    assert all(one == asked["told"][0] for one in asked["told"])
    assert (asked["changed"], asked["brought"]) == ([], [])
