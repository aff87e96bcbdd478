"""The cell that Keras Doctor inserts, run in each kind of kernel that people have: is the package there after a restart?

TensorFlow is only said to be installed, and tf-keras is a wheel of a few bytes in a folder that pip and uv are pointed to.
"""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import KERNELS
from environments import interpreter

from kernel import Kernel, ipykernel_command

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from environment import find_uv  # noqa: E402

DEBIAN = "/usr/bin/python3"
# Keras 2 by its argument, and an import that the inserted cell leads to tf-keras, which it therefore imports itself.
NOTEBOOK = "import keras\nfrom tensorflow.keras.layers import GRU\nGRU(4, batch_input_shape=(1, 2, 3))"
DESCRIPTION = "Metadata-Version: 2.1\nName: %s\nVersion: %s\n"
IMPORTED = "__import__('tf_keras').__version__"


@pytest.fixture(scope="session")
def mender(tmp_path_factory):
    """A program that mends a notebook as the extension does."""
    program = tmp_path_factory.mktemp("mender") / "mend_notebook.cjs"
    bundle = ["npx", "esbuild", "tests/mend_notebook.ts", "--bundle", "--platform=node", "--outfile=%s" % program]
    subprocess.run(bundle, cwd=ROOT, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def mend(answer, *cells):
        given = json.dumps({"answer": answer, "cells": cells}).encode()
        return json.loads(subprocess.run(["node", str(program)], input=given, check=True, stdout=subprocess.PIPE).stdout)

    return mend


@pytest.fixture
def place(tmp_path):
    """A folder with a blank in its name, for environments, the user's home, and a wheel of tf-keras."""
    place = tmp_path / "a place"
    (place / "home").mkdir(parents=True)
    (place / "bin").mkdir()
    (place / "wheels").mkdir()
    info = "tf_keras-2.16.0.dist-info/"
    with zipfile.ZipFile(str(place / "wheels" / "tf_keras-2.16.0-py3-none-any.whl"), "w") as wheel:
        wheel.writestr("tf_keras/__init__.py", "__version__ = '2.16.0'\n")
        wheel.writestr(info + "METADATA", DESCRIPTION % ("tf-keras", "2.16.0"))
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(info + "RECORD", "tf_keras/__init__.py,,\n%sMETADATA,,\n%sWHEEL,,\n%sRECORD,,\n" % ((info,) * 3))
    return place


def variables(place, *path):
    """What the kernel starts with: nothing of this machine's own, and no way to an index."""
    clean = {"VIRTUAL_ENV": "", "CONDA_PREFIX": "", "PIP_BREAK_SYSTEM_PACKAGES": "", "PYTHONNOUSERSITE": ""}
    wheels = str(place / "wheels").replace(" ", "%20")
    return {
        **clean,
        "HOME": str(place / "home"),
        "PATH": os.pathsep.join([*map(str, path), str(place / "bin"), "/usr/bin", "/bin"]),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": "file://" + wheels,
        "UV_OFFLINE": "1",
        "UV_NO_INDEX": "1",
        "UV_FIND_LINKS": "file://" + wheels,
        "UV_NO_CONFIG": "1",
    }


def uv_venv(place, *more, base="3.11"):
    """An environment as `uv venv` makes them, with ipykernel and, by its metadata, TensorFlow."""
    python = interpreter(base) if base != DEBIAN else DEBIAN
    if python is None:
        pytest.skip("there is no Python %s here" % base)
    uv, home = find_uv(), place / "environment"
    subprocess.run([uv, "venv", "--quiet", "--python", python, *more, str(home)], check=True)
    requirements = [*KERNELS["ipykernel-7"][1], "pip"]
    python = home / "bin" / "python"
    subprocess.run([uv, "pip", "install", "--quiet", "--python", str(python), *requirements], check=True)
    pretend_tensorflow(next((home / "lib").glob("python3*")) / "site-packages")
    return python


def without_pip(python):
    subprocess.run([find_uv(), "pip", "uninstall", "--quiet", "--python", str(python), "pip"], check=True)
    return python


def pretend_tensorflow(folder):
    info = folder / "tensorflow-2.16.2.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(DESCRIPTION % ("tensorflow", "2.16.2"))


def read_only(folder, command):
    """The command, for which a folder is read-only; what may write is not asked of root otherwise."""
    script = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
    prefix = ["unshare", "--mount", "sh", "-c", script, str(folder)]
    if os.geteuid() != 0 or subprocess.run([*prefix, "true"], check=False, stderr=subprocess.PIPE).returncode != 0:
        pytest.skip("nothing can be mounted here")
    return [*prefix, *command]


def uv_alone(place):
    (place / "bin" / "uv").symlink_to(find_uv())
    return ipykernel_command(str(without_pip(uv_venv(place)))), variables(place), "!uv pip"


def uv_alone_and_another_near(place):
    """A shell's uv would go to an environment that the Jupyter server was started from."""
    other = place / "other"
    subprocess.run([find_uv(), "venv", "--quiet", str(other)], check=True)
    command, env, line = uv_alone(place)
    return command, {**env, "VIRTUAL_ENV": str(other)}, line


def uv_venv_with_pip(place):
    return ipykernel_command(str(uv_venv(place))), variables(place), "%pip install"


def ensurepip_alone(place):
    return ipykernel_command(str(without_pip(uv_venv(place)))), variables(place), "-m ensurepip"


def like_conda(place):
    python = uv_venv(place)
    (python.parent.parent / "conda-meta").mkdir()
    return ipykernel_command(str(python)), variables(place), "%pip install"


def like_conda_without_pip(place):
    command, env, line = uv_alone(place)
    (place / "environment" / "conda-meta").mkdir()
    return command, env, line


def debian(place):
    """The system's own Python, which pip leaves alone; ipykernel comes from another environment of the same Python."""
    version = subprocess.run([DEBIAN, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], stdout=subprocess.PIPE)
    managed = "/usr/lib/python%s/EXTERNALLY-MANAGED" % version.stdout.decode().strip()
    has_pip = subprocess.run([DEBIAN, "-c", "import pip"], stderr=subprocess.PIPE, check=False).returncode == 0
    if not os.path.exists(managed) or not has_pip:
        pytest.skip("there is no Python that its system manages here, or it has no pip")
    uv, borrowed = find_uv(), place / "borrowed"
    subprocess.run([uv, "pip", "install", "-q", "--python", DEBIAN, "--target", str(borrowed), "ipykernel==7.*"], check=True)
    pretend_tensorflow(borrowed)
    env = {**variables(place), "PYTHONPATH": str(borrowed)}
    return ipykernel_command(DEBIAN), env, "--user --break-system-packages"


def read_only_with_user_site(place):
    python = uv_venv(place, "--system-site-packages")
    return read_only(place / "environment", ipykernel_command(str(python))), variables(place), "%pip install"


def outputs(kernel, cells):
    for cell in cells:
        kernel.client.execute(cell)
        reply = kernel.reply(kernel.client.execute("pass"), timeout=120)
        assert reply["content"]["status"] == "ok"
    shown = kernel.drain()
    errors = ["%(ename)s: %(evalue)s" % content for _, kind, content in shown if kind == "error"]
    return "".join(content["text"] for _, kind, content in shown if kind == "stream"), errors


@pytest.mark.parametrize(
    "kind",
    [
        uv_alone,
        uv_alone_and_another_near,
        uv_venv_with_pip,
        ensurepip_alone,
        like_conda,
        like_conda_without_pip,
        debian,
        read_only_with_user_site,
    ],
    ids=lambda kind: kind.__name__.replace("_", " "),
)
def test_the_inserted_cell_brings_the_package(kind, place, expression, check_shape, mender):
    command, env, line = kind(place)
    with Kernel(command, expression, cwd=str(place), env=env) as kernel:
        answer = check_shape(kernel.probe())
        mended = mender(answer, NOTEBOOK)
        assert mended["left"] == [] and mended["keras"] == "tf-keras" and mended["byHand"] == [], (mended, answer)
        (inserted, rest) = mended["cells"]
        assert line in inserted and rest == NOTEBOOK
        shown, errors = outputs(kernel, [inserted])
        assert errors == [], shown
        assert kernel.evaluate(IMPORTED)["data"]["text/plain"] == "'2.16.0'"
    with Kernel(command, expression, cwd=str(place), env=env) as kernel:
        assert kernel.evaluate(IMPORTED)["data"]["text/plain"] == "'2.16.0'"
        found = {one["name"] for one in check_shape(kernel.probe())["distributions"]}
        assert "tf-keras" in found


def test_read_only_packages_are_left_to_the_user(place, expression, check_shape, mender):
    python = uv_venv(place)
    command = read_only(place / "environment", ipykernel_command(str(python)))
    with Kernel(command, expression, cwd=str(place), env=variables(place)) as kernel:
        answer = check_shape(kernel.probe())
        mended = mender(answer, NOTEBOOK)
        assert mended["cells"] == [NOTEBOOK]
        assert mended["byHand"] and all("read-only" in message for message in mended["byHand"])
        own = mender(answer, "%pip install tf-keras", NOTEBOOK)
        assert own["keras"] != "tf-keras" and "install-without-effect" in own["left"]
        shown, _ = outputs(kernel, ["%pip install tf-keras"])
        assert "Read-only file system" in shown
        assert kernel.evaluate(IMPORTED)["status"] == "error"


@pytest.mark.parametrize("written", ["%pip install -q tf-keras", "!uv pip install -q tf-keras", "!pip install -q tf-keras"])
def test_a_line_of_the_notebook_that_does_nothing_is_made_to_work(written, place, expression, check_shape, mender):
    command, env, _ = uv_alone(place)
    other = place / "other"
    subprocess.run([find_uv(), "venv", "--quiet", "--seed", str(other)], check=True)
    env = {**env, "PATH": os.pathsep.join([str(other / "bin"), env["PATH"]])}
    with Kernel(command, expression, cwd=str(place), env=env) as kernel:
        answer = check_shape(kernel.probe())
        assert answer["pip"] == "other"
        outputs(kernel, [written])
        assert kernel.evaluate(IMPORTED)["status"] == "error"
        (mended,) = mender(answer, written)["cells"]
        assert mended == 'import sys\n!uv pip install --python "{sys.executable}" -q tf-keras'
        shown, errors = outputs(kernel, [mended])
        assert errors == [], shown
        assert kernel.evaluate(IMPORTED)["data"]["text/plain"] == "'2.16.0'"


def test_the_probe_does_not_take_a_folder_of_the_notebook_for_pip(place, expression, check_shape):
    python = str(without_pip(uv_venv(place)))
    (place / "pip").mkdir()
    with Kernel(python, expression, cwd=str(place), env=variables(place)) as kernel:
        assert check_shape(kernel.probe())["installer"]["pip"] is False
