"""Whose `pip` the probe says that `!pip` runs, against what `!pip` really runs."""

import os
import re
import sys
from pathlib import Path

import pytest
from conftest import KERNELS, kernel_python
from environments import environment

from kernel import Kernel

OWN = os.path.dirname(sys.executable)


@pytest.fixture
def script(tmp_path, monkeypatch):
    """Writes a `pip` with this text into the one folder of the path."""

    def write(text, mode=0o755):
        monkeypatch.setenv("PATH", str(tmp_path))
        (tmp_path / "pip").write_text(text)
        (tmp_path / "pip").chmod(mode)

    return write


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("#!{own}/python\nimport pip\n", "own"),
        ("#!{own}/python3.11 -E\nimport pip\n", "own"),
        ("#!/bin/sh\n'''exec' \"{own}/python3\" \"$0\" \"$@\"\n' '''\nimport pip\n", "own"),
        ("#!/bin/sh\n'''exec' {own}/python3 \"$0\" \"$@\"\n' '''\nimport pip\n", "own"),
        ("#!/bin/sh\n'''exec' '{own}/python' \"$0\" \"$@\"\n' '''\nimport pip\n", "own"),
        ("#!/elsewhere/bin/python3\nimport pip\n", "other"),
        ("#!/bin/sh\n'''exec' '/else where/bin/python3' \"$0\" \"$@\"\n' '''\nimport pip\n", "other"),
        ("#!/bin/sh\n'''exec' \"/else where/bin/python3\" \"$0\" \"$@\"\n' '''\nimport pip\n", "other"),
        ("#!/usr/bin/env python3\nimport pip\n", None),
        ("#!/usr/bin/env bash\nexec /opt/pyenv/libexec/pyenv exec pip\n", None),
        ("#!", None),
        ("\x7fELF\x00", None),
    ],
)
def test_by_the_first_lines_of_the_script(probe, script, check_shape, text, whose):
    script(text.replace("{own}", OWN))
    assert check_shape(probe.probe())["pip"] == whose


def test_follows_links_of_folders(probe, script, tmp_path):
    (tmp_path / "bin").symlink_to(OWN)
    script("#!%s/bin/python\n" % tmp_path)
    assert probe.probe()["pip"] == "own"


def test_what_a_shell_would_not_run_is_passed_over(probe, script, tmp_path, monkeypatch):
    script("#!/elsewhere/bin/python3\n", mode=0o644)
    monkeypatch.setenv("PATH", os.pathsep.join(["", str(tmp_path / "missing"), str(tmp_path)]))
    assert probe.probe()["pip"] == "none"
    (tmp_path / "folder" / "pip").mkdir(parents=True)
    monkeypatch.setenv("PATH", str(tmp_path / "folder"))
    assert probe.probe()["pip"] == "none"
    monkeypatch.delenv("PATH")
    assert probe.probe()["pip"] == "none"


@pytest.mark.parametrize("of_kernel", [True, False])
def test_agrees_with_what_runs_in_a_real_kernel(expression, tmp_path, check_shape, of_kernel):
    version, requirements = KERNELS["ipykernel-7"]
    with_pip = environment(version, [*requirements, "pip"])
    if with_pip is None:
        pytest.skip("there is no Python %s here" % version)
    python = with_pip if of_kernel else kernel_python("ipykernel-7")
    path = os.pathsep.join([str(Path(with_pip).parent), "/usr/bin", "/bin"])
    with Kernel(python, expression, cwd=str(tmp_path), env={"PATH": path}) as kernel:
        whose = check_shape(kernel.probe())["pip"]
        kernel.run("!pip --version")
        kernel.evaluate("0")
        messages = kernel.drain(until=kernel.last)
    shown = "".join(content["text"] for _, kind, content in messages if kind == "stream")
    home = Path(re.search(r"from (\S+?)/lib/", shown).group(1))
    assert (home == Path(python).parent.parent) is of_kernel
    assert whose == ("own" if of_kernel else "other")
