"""A repository of notebooks, checked by the command line, by ruff, and walked over by CPython's `ast`.

`repository.py NODE CLI GENERATOR RUFF [--quick]`. Whole processes are timed, their start included.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from timing import QUICK, report, take_turns

NODE, CLI, GENERATOR, RUFF = sys.argv[1:5]
HERE = Path(__file__).resolve().parent
SIZES = [20, 50, 200] if QUICK else [50, 200, 1000]


def run(*command, codes=(0, 1)):
    """Milliseconds of a process; exit code 1 of a checker is findings."""
    start = time.perf_counter()
    code = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode
    if code not in codes:
        raise RuntimeError(f"{command[:2]} ended with {code}")
    return (time.perf_counter() - start) * 1000


def measure(folder, count):
    subprocess.run([NODE, GENERATOR, str(count), folder], check=True)
    doctor = [NODE, CLI, "check", "--tensorflow", "2.16.2", "--python-version", "3.11", "--format", "json", folder]
    ruff = [RUFF, "check", "--isolated", "--no-cache", "--output-format", "json", folder]
    walk = [sys.executable, str(HERE / "ast_walk.py"), folder]
    candidates = {
        "doctor": lambda: run(*doctor),
        "ruff": lambda: run(*ruff),
        "walk": lambda: run(*walk, codes=(0,)),
    }
    one = shutil.which("taskset") and ["taskset", "--cpu-list", str(min(os.sched_getaffinity(0)))]
    if one:
        candidates["doctor, one"] = lambda: run(*one, *doctor)
        candidates["ruff, one"] = lambda: run(*one, *ruff)
    times = take_turns(2 if QUICK else 3, candidates)
    all_cores = line(
        "repository, all cores", count, times["doctor"], {"ruff": times["ruff"], "ast walk": times["walk"]}
    )
    if not one:
        return [all_cores]
    rivals = {"ruff": times["ruff, one"], "ast walk": times["walk"]}
    return [all_cores, line("repository, one core", count, times["doctor, one"], rivals)]


def line(what, count, milliseconds, rivals):
    return {"what": what, "n": count, "unit": "notebooks", "ms": milliseconds, "rivals": rivals}


def main():
    measurements = []
    for count in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            measurements += measure(folder, count)
    report(measurements)


if __name__ == "__main__":
    main()
