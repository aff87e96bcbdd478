"""Runs the checks and test runners one after the other and sums up what they counted.

    bash scripts/test [--fast] [--only PART...]

Every part prints what it is doing. The last line is `N passed, N failed`; the exit status is 1 when anything failed. Parts
that need nothing but the source come first, so that a slip is told within seconds.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time

import browser
import debian
import environment
import packages

ROOT = environment.ROOT
REPORTS = ROOT / ".cache" / "reports"


def check(*command, variables=None):
    """A command that passes or fails as one."""
    ok = run(command, variables) == 0
    return int(ok), int(not ok)


def jest():
    report = REPORTS / "jest.json"
    run(["npx", "jest", "--json", f"--outputFile={report}"])
    result = load(report)
    broken = result.get("numRuntimeErrorTestSuites", 1)
    return result.get("numPassedTests", 0), result.get("numFailedTests", 0) + broken


QUICK_PYTEST = [f"tests/test_{idea}.py" for idea in ("probe_source", "probe_distributions", "probe_accelerators", "bench_table")]


def fuzz():
    return check("npx", "jest", "--testPathPattern", "/fuzz/", variables={"KERAS_DOCTOR_FUZZ_RUNS": "10000"})


def pytest(*selection):
    tools = environment.environment("tools")
    return counted([str(tools / "bin" / "python"), "-m", "pytest", "-q", "-c", "tests/pytest.ini", *selection])


def on_kernels():
    if not shutil.which("R"):
        debian.install("--no-install-recommends", "r-cran-irkernel")
    return pytest("tests", "-m", "not tensorflow", *(f"--ignore={file}" for file in QUICK_PYTEST))


def prove():
    return counted(["bash", "scripts/prove"])


def in_browser(*command):
    return check(*command, variables={"CHROMIUM": browser.find() or ""})


def galata(lab="lab"):
    report = REPORTS / f"playwright-{lab}.json"
    variables = {
        "KERAS_DOCTOR_TEST_LAB": lab,
        "KERAS_DOCTOR_TEST_REPORT": str(report),
        "CHROMIUM": browser.find() or "",
    }
    status = run(["npx", "playwright", "test", "--config", "ui-tests/playwright.config.ts"], variables)
    stats = load(report).get("stats", {})
    return stats.get("expected", 0) + stats.get("flaky", 0), failures(stats.get("unexpected", 0), status)


def counted(command):
    """A runner whose output ends with `N passed, N failed` in one of the usual forms."""
    output = []
    status = run(command, sink=output)
    last = "\n".join(output[-15:])
    passed, failed = (sum(int(n) for n in re.findall(rf"(\d+) {word}", last)[-1:]) for word in ("passed", "failed"))
    errors = sum(int(n) for n in re.findall(r"(\d+) errors?\b", last)[-1:])
    return passed, failures(failed + errors, status)


def failures(told, status):
    """A runner that ends badly without a failure to tell of has failed itself."""
    return told if status == 0 else max(told, 1)


def load(report):
    return json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}


def run(command, variables=None, sink=None):
    """Runs a command in the checkout, its output shown as it comes; returns the exit status."""
    tools = environment.environment("lab") / "bin"
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PATH": path, **(variables or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    for line in process.stdout:
        print(line, end="", flush=True)
        if sink is not None:
            sink.append(line.rstrip("\n"))
    return process.wait()


def tool(name):
    return str(environment.environment("tools") / "bin" / name)


FAST = {
    "prettier": lambda: check("jlpm", "prettier:check"),
    "eslint": lambda: check("jlpm", "eslint:check"),
    "stylelint": lambda: check("jlpm", "stylelint:check"),
    "ruff": lambda: check(tool("ruff"), "check", "."),
    "vermin": lambda: check(tool("vermin"), "-t=3.6-", "--violations", "jupyterlab_keras_doctor/probe.py"),
    "types": lambda: check("npx", "tsc", "--noEmit", "-p", "tsconfig.json"),
    "types of the core": lambda: check("jlpm", "check:core"),
    "types of the tests": lambda: check("jlpm", "check:tests"),
    "layers": lambda: check("jlpm", "check:layers"),
    "embedded probe": lambda: check("node", "scripts/embed-probe", "--check"),
    "table of Colab's runtimes": lambda: check("node", "scripts/generate-colab-runtimes", "--check"),
    "translations": lambda: check("node", "scripts/generate-translations", "--check"),
    "rule pages": lambda: check("node", "scripts/generate-rule-docs", "--check"),
    "table of behaviours": lambda: check(tool("python"), "scripts/generate-behaviours", "--check"),
    "jest": jest,
    "pytest": lambda: pytest(*QUICK_PYTEST, "-m", "not tensorflow"),
}
SLOW = {
    "fuzz": fuzz,
    "wheel": lambda: check(sys.executable, "scripts/jupyter_server.py", "--wheel"),
    "pytest on kernels": on_kernels,
    "pytest with TensorFlow": lambda: pytest("tests", "-m", "tensorflow"),
    "proofs": prove,
    "TensorFlow.js models": lambda: check("node", "proofs/tfjs/run.mjs"),
    "TensorFlow.js models in a browser": lambda: in_browser("node", "proofs/tfjs/run.mjs", "--browser"),
    "demo": lambda: check("bash", "scripts/demo", "--check"),
    "demo on the oldest JupyterLab": lambda: check("bash", "scripts/demo", "--check", "--lab", "lab-oldest"),
    "galata": galata,
    "galata beside jupyterlab-lsp": lambda: galata("lab-with-lsp"),
    # Fails when something cannot be measured, never because it was slow.
    "benchmarks": lambda: check("bash", "scripts/bench", "--quick"),
}


def main():
    parts = {**FAST, **SLOW}
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fast", action="store_true", help="leave out what needs TensorFlow or a browser")
    parser.add_argument("--only", nargs="+", choices=list(parts), metavar="PART", help=", ".join(parts))
    arguments = parser.parse_args()
    chosen = arguments.only or list(FAST if arguments.fast else parts)
    REPORTS.mkdir(parents=True, exist_ok=True)
    for stale in REPORTS.glob("*.json"):
        stale.unlink()
    packages.install()
    total_passed = total_failed = 0
    summary = []
    for name in chosen:
        print(f"\n=== {name}", flush=True)
        started = time.monotonic()
        try:
            passed, failed = parts[name]()
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"{name} could not run: {error}", flush=True)
            passed, failed = 0, 1
        seconds = time.monotonic() - started
        summary.append(f"{name:34} {passed:5} passed {failed:4} failed {seconds:7.1f} s")
        total_passed += passed
        total_failed += failed
    print("\n=== summary", *summary, sep="\n")
    print(f"{total_passed} passed, {total_failed} failed", flush=True)
    return 1 if total_failed else 0


if __name__ == "__main__":
    sys.exit(main())
