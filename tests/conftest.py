"""Fixtures: the probe as a module, as the expression that the bundle sends, and kernels to send it to."""

import importlib.util
import json
import re
import shutil
import subprocess
from pathlib import Path

import jsonschema
import pytest
from environments import environment

from kernel import Kernel, ipykernel_command

ROOT = Path(__file__).parent.parent
PROBE = ROOT / "jupyterlab_keras_doctor" / "probe.py"
KERNELS = {
    "ipykernel-7": ("3.11", ["ipykernel==7.*", "ipython==9.*"]),
    "ipykernel-6.29": ("3.9", ["ipykernel==6.29.*", "ipython==8.*"]),
    "colab": ("3.10", ["ipykernel==6.17.1", "ipython==7.34.0", "setuptools<81"]),
}
XEUS = ("3.11", ["xeus-python==0.19.*"])

BUNDLE = """
const {outputFiles} = require('esbuild').buildSync(
  {entryPoints: ['src/kernel/probe-expression.ts'], bundle: true, write: false, format: 'cjs'});
const module_ = {exports: {}};
new Function('module', 'exports', outputFiles[0].text)(module_, module_.exports);
process.stdout.write(module_.exports.PROBE_EXPRESSION);
"""


@pytest.fixture(scope="session")
def expression():
    """The very expression that the frontend sends, out of the TypeScript source."""
    return subprocess.run(["node", "-e", BUNDLE], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout.decode()


@pytest.fixture(scope="session")
def hooks_pattern():
    """The frontend's own test of IPython's list of hooks."""
    source = (ROOT / "src" / "kernel" / "subshell.ts").read_text()
    return re.compile(re.search(r"ONLY_OWN_HOOKS =\s+/(.+)/;", source).group(1))


@pytest.fixture
def probe():
    """probe.py as a module of its own, so that a test can change its limits and paths."""
    spec = importlib.util.spec_from_file_location("probe_under_test", PROBE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def check_shape():
    """Asserts that an answer has the published shape."""
    schema = json.loads((ROOT / "src" / "core" / "environment" / "probe-result.schema.json").read_text())
    validator = jsonschema.Draft7Validator(schema)

    def check(answer):
        errors = [error.message for error in validator.iter_errors(answer)]
        assert not errors, errors
        return answer

    return check


@pytest.fixture(params=[*sorted(KERNELS), "xeus-python"])
def any_kernel_command(request):
    """The command line of each kind of kernel in turn."""
    if request.param == "xeus-python":
        return [python_of(*XEUS), "-m", "xpython_launcher", "-f", "{connection_file}"]
    return ipykernel_command(kernel_python(request.param))


@pytest.fixture
def any_kernel(any_kernel_command, expression, tmp_path):
    """A running kernel of each kind in turn."""
    with Kernel(any_kernel_command, expression, cwd=str(tmp_path)) as kernel:
        yield kernel


@pytest.fixture
def new_kernel(expression, tmp_path):
    """A running kernel with subshells."""
    with Kernel(kernel_python("ipykernel-7"), expression, cwd=str(tmp_path)) as kernel:
        yield kernel


def kernel_python(name):
    return python_of(*KERNELS[name])


def python_of(version, requirements):
    python = environment(version, requirements)
    if python is None:
        pytest.skip("there is no Python %s here" % version)
    return python


def compile_library(source, library, *options):
    """Makes a shared library of a C file beside this one; skips the test where there is no compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("there is no C compiler here")
    line = [compiler, "-shared", "-fPIC", *options, "-o", str(library), str(Path(__file__).parent / source), "-ldl"]
    subprocess.run(line, check=True)
