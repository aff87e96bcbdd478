"""`%load_ext jupyterlab_keras_doctor` on real kernels: what it puts into outputs, what it leaves alone, and what it says."""

import base64
import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import KERNELS, ROOT, kernel_python
from environments import environment

from kernel import Kernel

DOUBLE = ROOT / "tests" / "doubles" / "google_colab"
COLAB = ("3.12", ["ipykernel==6.17.1", "ipython==7.34.0", "setuptools<81"])
PYTHONS = {**KERNELS, "colab-3.12": COLAB}

LOAD = "%load_ext jupyterlab_keras_doctor"
MAX_FULL, MAX_LIGHT = 300_000, 12_000


@pytest.fixture(scope="session", autouse=True)
def card():
    """The card's code, built from this checkout."""
    subprocess.run(["node", "scripts/build-card"], cwd=ROOT, check=True)


def python_of(name):
    version, requirements = PYTHONS[name]
    python = environment(version, requirements)
    if python is None:
        pytest.skip("there is no Python %s here" % version)
    return python


@pytest.fixture(params=sorted(PYTHONS))
def python(request):
    return python_of(request.param)


@pytest.fixture
def start(tmp_path):
    """Starts a kernel that has the package on its path; environment variables as keywords."""
    running = []

    def run(python, **variables):
        env = {"PYTHONPATH": str(ROOT), "IPYTHONDIR": str(tmp_path / "ipython"), **variables}
        kernel = Kernel(python, "0", cwd=str(tmp_path), env=env).__enter__()
        running.append(kernel)
        return kernel

    yield run
    for kernel in running:
        kernel.__exit__()


@pytest.fixture
def kernel(start, python):
    return start(python)


@pytest.fixture
def modern(start):
    return start(kernel_python("ipykernel-7"))


def run(kernel, code, **options):
    """A cell's outputs as (kind, content)."""
    request = kernel.client.execute(code, **options)
    reply = kernel.reply(request)["content"]
    messages = kernel.drain(until=request)
    kinds = ("display_data", "stream", "error", "execute_result")
    outputs = [(kind, content) for parent, kind, content in messages if parent == request and kind in kinds]
    assert reply["status"] == "ok" or outputs
    return outputs


def html_of(outputs):
    return [content["data"]["text/html"] for kind, content in outputs if kind == "display_data"]


def unpack(packed):
    return gzip.decompress(base64.b64decode(packed)).decode("utf-8")


def payloads(outputs):
    """What the cards of these outputs are made of."""
    return [json.loads(unpack(re.search('data-keras-doctor="([^"]*)"', html).group(1))) for html in html_of(outputs)]


def code_of(html):
    return re.search(r'kerasDoctorLoad\("[^"]*","[^"]*","([^"]*)"\)</script>$', html).group(1)


def text_of(outputs):
    return "".join(content["text"] for kind, content in outputs if kind == "stream")


def test_loading_shows_the_card(kernel, check_shape):
    outputs = run(kernel, LOAD)
    assert [kind for kind, _ in outputs] == ["display_data"]
    data = outputs[0][1]["data"]
    assert sorted(data) == ["text/html", "text/plain"]
    (payload,) = payloads(outputs)
    assert payload["mode"] == "full" and payload["error"] is None
    answer = check_shape(json.loads(payload["probe"]))
    assert answer["loaded"]["tensorflow"] is False
    assert data["text/plain"].startswith("Keras Doctor: Python %s;" % answer["python"])
    card = (ROOT / "jupyterlab_keras_doctor" / "static" / "card.js").read_text(encoding="utf-8")
    assert unpack(code_of(data["text/html"])) == card
    assert len(data["text/html"]) < MAX_FULL


def test_nothing_is_left_in_the_namespace_and_nothing_imported(kernel):
    names = "sorted(n for n in globals() if not n.startswith('_'))"
    before = run(kernel, names)[0][1]["data"]["text/plain"]
    run(kernel, LOAD)
    run(kernel, "%keras_doctor")
    assert run(kernel, names)[0][1]["data"]["text/plain"] == before
    modules = "[m for m in __import__('sys').modules if m.split('.')[0] in ('tensorflow', 'keras', 'tf_keras', 'google')]"
    assert run(kernel, modules)[0][1]["data"]["text/plain"] == "[]"


def test_check_needs_no_magic(modern):
    outputs = run(modern, "import jupyterlab_keras_doctor; jupyterlab_keras_doctor.check()")
    assert payloads(outputs)[0]["mode"] == "full"


def test_text_of_a_notebook_cannot_leave_its_place(modern):
    hostile = "# </script><img src=x onerror=alert(1)> \" ' {id} --> ü"
    run(modern, hostile)
    (html,) = html_of(run(modern, LOAD))
    assert "onerror" not in html and html.count("<script>") == html.count("</script>") == 1
    assert unpack(re.search('data-keras-doctor="([^"]*)"', html).group(1)).count("onerror") == 1
    assert payloads(run(modern, "%keras_doctor"))[0]["notebook"]["cells"][0]["source"] == hostile


def test_only_the_cells_that_ran_are_known_where_the_frontend_tells_nothing(kernel):
    run(kernel, "import os")
    notebook = payloads(run(kernel, LOAD))[0]["notebook"]
    assert notebook["origin"] == "history"
    assert [cell["source"] for cell in notebook["cells"]] == ["import os", LOAD]


def write_notebook(path, *sources, kind="code"):
    cells = [{"cell_type": "markdown", "source": ["# secret title"], "metadata": {}}]
    cells += [
        {"cell_type": kind, "source": source, "metadata": {}, "outputs": [{"output_type": "stream", "text": "secret"}]}
        for source in sources
    ]
    cells[-1]["metadata"] = {"keras_doctor": {"rule": "needs-keras-2"}, "editable": False}
    notebook = {"cells": cells, "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 4}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return str(path)


def test_reads_the_file_that_jupyter_names(start, python, tmp_path):
    path = write_notebook(tmp_path / "n.ipynb", LOAD, ["import keras\n", "keras"])
    kernel = start(python, JPY_SESSION_NAME=path)
    notebook = payloads(run(kernel, LOAD))[0]["notebook"]
    assert (notebook["origin"], notebook["saved"], notebook["language"]) == ("file", True, "python")
    assert [cell["source"] for cell in notebook["cells"]] == ["", LOAD, "import keras\nkeras"]
    assert notebook["cells"][2]["insertedBy"] == "needs-keras-2" and notebook["cells"][2]["editable"] is False
    assert "secret" not in json.dumps(notebook)


def test_says_that_the_file_is_older_than_the_running_cell(start, tmp_path):
    path = write_notebook(tmp_path / "n.ipynb", "import keras")
    kernel = start(kernel_python("ipykernel-7"), JPY_SESSION_NAME=path)
    assert payloads(run(kernel, LOAD))[0]["notebook"]["saved"] is False


def test_reads_the_file_that_vs_code_names(modern, tmp_path):
    run(modern, "__vsc_ipynb_file__ = %r" % write_notebook(tmp_path / "n.ipynb", LOAD))
    assert payloads(run(modern, LOAD))[0]["notebook"]["origin"] == "file"


@pytest.mark.parametrize("content", ["", "[]", '{"cells": 3}', '{"cells": ["x", {"source": 4}]}', None])
def test_survives_a_file_that_is_no_notebook(start, tmp_path, content):
    path = tmp_path / "n.ipynb"
    if content is not None:
        path.write_text(content)
    kernel = start(kernel_python("ipykernel-7"), JPY_SESSION_NAME=str(path))
    assert payloads(run(kernel, LOAD))[0]["mode"] == "full"


FAILS = "raise ValueError('Unrecognized keyword arguments passed to GRU: keras')"


def test_an_error_that_may_concern_keras_gets_a_light_card(kernel):
    run(kernel, LOAD)
    outputs = run(kernel, FAILS)
    (payload,) = payloads(outputs)
    assert payload["mode"] == "error"
    assert payload["error"]["ename"] == "ValueError"
    assert payload["error"]["evalue"].startswith("Unrecognized keyword")
    assert "Traceback" in payload["error"]["traceback"]
    (html,) = html_of(outputs)
    assert code_of(html) == "" and len(html) < MAX_LIGHT


def test_other_errors_get_none_until_tensorflow_is_there(modern):
    run(modern, LOAD)
    assert html_of(run(modern, "1 / 0")) == []
    run(modern, "import sys, types; sys.modules['tensorflow'] = types.ModuleType('tensorflow')")
    assert payloads(run(modern, "1 / 0"))[0]["mode"] == "error"


def test_a_syntax_error_is_an_error_too(modern):
    run(modern, LOAD)
    assert payloads(run(modern, "import tensorflow as"))[0]["error"]["ename"] == "SyntaxError"


def test_off_and_on(kernel):
    run(kernel, LOAD)
    assert "off" in text_of(run(kernel, "%keras_doctor off"))
    assert html_of(run(kernel, FAILS)) == []
    run(kernel, "%keras_doctor on")
    run(kernel, "%keras_doctor on")
    assert len(html_of(run(kernel, FAILS))) == 1


def test_the_cell_that_loads_it_shows_the_card_whenever_it_is_run(kernel):
    for _ in range(2):
        outputs = run(kernel, LOAD)
        assert [payload["mode"] for payload in payloads(outputs)] == ["full"]
        assert text_of(outputs) == ""
    assert len(html_of(run(kernel, FAILS))) == 1
    run(kernel, "%unload_ext jupyterlab_keras_doctor")
    assert html_of(run(kernel, FAILS)) == []
    assert len(html_of(run(kernel, LOAD))) == 1
    assert len(html_of(run(kernel, FAILS))) == 1


def test_loading_twice_watches_once_and_unloading_ends_it(modern):
    run(modern, LOAD)
    run(modern, "%reload_ext jupyterlab_keras_doctor")
    assert len(html_of(run(modern, FAILS))) == 1
    run(modern, "%unload_ext jupyterlab_keras_doctor")
    assert html_of(run(modern, FAILS)) == []
    assert "not found" in text_of(run(modern, "%keras_doctor"))


def test_the_badge_comes_again_when_the_kernel_changed(kernel):
    run(kernel, LOAD)
    assert html_of(run(kernel, "1")) == []
    outputs = run(kernel, "import os; os.environ['TF_USE_LEGACY_KERAS'] = '1'")
    assert payloads(outputs)[0]["mode"] == "badge"
    assert code_of(html_of(outputs)[0]) == ""
    assert html_of(run(kernel, "1")) == []


def test_the_badge_comes_when_a_package_was_installed(modern, tmp_path):
    site = tmp_path / "site-packages"
    site.mkdir()
    run(modern, "import sys; sys.path.append(%r)" % str(site))
    run(modern, LOAD)
    install = "import os\nos.mkdir({0!r})\nopen({0!r} + '/METADATA', 'w').write('Name: keras\\nVersion: 3.9.0\\n\\n')"
    outputs = run(modern, install.format(str(site / "keras-3.9.0.dist-info")) + "\nNone")
    assert [payload["mode"] for payload in payloads(outputs)] == ["badge"]


def test_silent_runs_of_a_frontend_are_left_alone(modern):
    run(modern, LOAD)
    assert html_of(run(modern, "import os; os.environ['KERAS_BACKEND'] = 'jax'", silent=True)) == []


def test_a_fault_of_its_own_ends_the_watching_and_not_the_cell(modern):
    run(modern, LOAD)
    run(modern, "from jupyterlab_keras_doctor import extension; extension.described = None")
    outputs = run(modern, FAILS)
    assert "Keras Doctor stopped watching: TypeError" in text_of(outputs)
    assert text_of(run(modern, FAILS)) == ""


VARIABLE = "__import__('os').environ.get('TF_USE_LEGACY_KERAS')"


def test_apply_sets_the_variable_in_time(kernel):
    run(kernel, LOAD)
    outputs = run(kernel, "%keras_doctor apply")
    assert text_of(outputs).startswith("TF_USE_LEGACY_KERAS=1 is set in this kernel")
    assert json.loads(payloads(outputs)[0]["probe"])["variables"]["TF_USE_LEGACY_KERAS"] == "1"
    assert run(kernel, VARIABLE)[0][1]["data"]["text/plain"] == "'1'"


def test_apply_changes_nothing_after_the_import(modern):
    run(modern, LOAD)
    run(modern, "import sys, types; sys.modules['tensorflow'] = types.ModuleType('tensorflow')")
    assert text_of(run(modern, "%keras_doctor apply")).startswith("Nothing was changed")
    assert run(modern, VARIABLE) == []


def test_report_and_help(modern):
    run(modern, LOAD)
    assert payloads(run(modern, "%keras_doctor report"))[0]["mode"] == "report"
    assert text_of(run(modern, "%keras_doctor help")).startswith("%keras_doctor ")
    assert text_of(run(modern, "%keras_doctor rapport")).startswith("%keras_doctor knows no rapport.\n%keras_doctor ")


def test_without_the_built_card_it_says_so(modern):
    run(modern, "from jupyterlab_keras_doctor import display; display.STATIC = display.STATIC / 'nowhere'")
    (output,) = run(modern, LOAD)
    assert sorted(output[1]["data"]) == ["text/plain"]
    assert "built without the card" in output[1]["data"]["text/plain"]


@pytest.mark.parametrize("name", ["colab", "ipykernel-7"])
def test_a_terminal_gets_the_facts_as_text(name, tmp_path):
    env = {**os.environ, "PYTHONPATH": str(ROOT), "IPYTHONDIR": str(tmp_path)}
    code = LOAD + "\n%keras_doctor off\n%keras_doctor on"
    command = [python_of(name), "-m", "IPython", "--no-banner", "--colors=NoColor", "-c", code]
    said = subprocess.run(command, env=env, cwd=tmp_path, check=True, stdout=subprocess.PIPE).stdout.decode()
    assert "Keras Doctor: Python 3." in said and "tf-keras not installed" in said
    assert "keras-doctor check NOTEBOOK.ipynb" in said
    assert said.count("In a terminal there is nothing below a cell") == 1
    assert "<" not in said


def test_a_plain_python_gets_the_facts_too(tmp_path):
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-S", "-c", "import jupyterlab_keras_doctor; jupyterlab_keras_doctor.check()"]
    said = subprocess.run(command, env=env, cwd=tmp_path, check=True, stdout=subprocess.PIPE).stdout.decode()
    assert said.startswith("Keras Doctor: Python 3.")


def test_the_package_runs_on_python_3_8():
    files = [str(path) for path in (ROOT / "jupyterlab_keras_doctor").glob("*.py")]
    command = [str(Path(sys.executable).parent / "vermin"), "--no-tips", "-t=3.8-", "--violations", *files]
    checked = subprocess.run(command, stdout=subprocess.PIPE)
    assert checked.returncode == 0, checked.stdout.decode()
