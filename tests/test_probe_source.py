"""The file itself: its grammar, its copy in the bundle, and the oldest Python that it meets."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROBE, ROOT
from environments import interpreter
from test_probe_distributions import install

DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)
PYTHONS = ["3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14"]


def test_needs_no_more_than_python_3_6():
    done = subprocess.run(
        [str(Path(sys.executable).parent / "vermin"), "--no-tips", "--violations", "-t=3.6-", str(PROBE)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert done.returncode == 0, done.stdout.decode()


def test_bundle_is_up_to_date():
    subprocess.run(["node", "scripts/embed-probe", "--check"], cwd=str(ROOT), check=True)


def test_bundle_has_the_same_code(expression):
    embedded = json.loads(re.search(r"own\['compile'\]\((\".*\"), '<keras-doctor>'", expression).group(1))
    assert '"""Tells' not in embedded
    assert tree_without_documentation(embedded) == tree_without_documentation(PROBE.read_text())


def tree_without_documentation(text):
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node):
            node.body.pop(0)
    return ast.dump(tree)


def test_imports_nothing_but_what_a_kernel_has_loaded():
    imported = re.findall(r"^\s*(?:import|from) (\w+)", PROBE.read_text(), re.MULTILINE)
    assert set(imported) == {"_thread", "importlib", "json", "os", "re", "sys", "time"}


@pytest.mark.parametrize("version", PYTHONS)
def test_runs_on(version, tmp_path, check_shape):
    python = interpreter(version)
    if python is None:
        pytest.skip("there is no Python %s here" % version)
    install(tmp_path, "tensorflow", "2.16.2", "Requires-Dist: keras>=3\n")
    (tmp_path / "keras-3.15.1.dist-info").mkdir()
    env = dict(os.environ, PYTHONPATH=str(tmp_path), TF_USE_LEGACY_KERAS="1")
    done = subprocess.run([python, "-W", "error", str(PROBE)], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.stderr == b""
    answer = check_shape(json.loads(done.stdout.decode()))
    found = {one["name"]: one for one in answer["distributions"]}
    assert answer["python"].startswith(version + ".")
    assert found["tensorflow"]["requires"] == ["keras>=3"]
    assert found["keras"]["version"] == "3.15.1"
    assert answer["variables"]["TF_USE_LEGACY_KERAS"] == "1"


@pytest.mark.parametrize("version", PYTHONS)
def test_expression_needs_no_name_of_the_user(version, expression, check_shape):
    python = interpreter(version)
    if python is None:
        pytest.skip("there is no Python %s here" % version)
    code = "import sys; sys.stdout.write(repr(eval(sys.stdin.read(), {'__builtins__': {}})))"
    done = subprocess.run([python, "-c", code], input=expression.encode(), stdout=subprocess.PIPE, check=True)
    check_shape(json.loads(done.stdout.decode()))
