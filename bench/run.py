"""Measures Keras Doctor side by side with what people would use instead; see docs/performance.md.

    bash scripts/bench [--only ROW...] [--quick] [--check] [--write-docs]

Prints a table and writes bench/results.json. With --check, fails where a ratio is over its budget (bench/budgets.json). Only
ratios are compared: what they are of was measured in the same run, in turns. With --write-docs, puts the table into the page.
"""

import argparse
import contextlib
import datetime
import functools
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE, OUT, PAGE = ROOT / "bench", ROOT / ".cache" / "bench", ROOT / "docs" / "performance.md"
LONGEST_ROW = 900  # seconds
sys.path.insert(0, str(ROOT / "scripts"))

import browser  # noqa: E402
import environment  # noqa: E402
import flat_index  # noqa: E402
import packages  # noqa: E402
import table  # noqa: E402
from lab_server import lab_server  # noqa: E402


def esbuild(*arguments, **options):
    line = [str(ROOT / "node_modules" / ".bin" / "esbuild"), "--bundle", "--platform=node", "--log-level=warning"]
    return subprocess.run([*line, *arguments], check=True, **options)


def bundled(name):
    """A script of this folder as one file that Node runs."""
    out = OUT / f"{name}.cjs"
    esbuild(str(HERE / f"{name}.ts"), "--external:@playwright/test", f"--outfile={out}")
    return str(out)


def measured(*line, **variables):
    """What a script measured; it prints it as JSON. What it says beside that is of interest only when it fails, or hangs."""
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": LONGEST_ROW}
    try:
        return json.loads(subprocess.run(line, check=True, env={**os.environ, **variables}, **options).stdout)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        print((error.stderr or b"").decode(errors="replace"), file=sys.stderr)
        raise


def python(name, *arguments):
    tools = environment.environment("tools") / "bin" / "python"
    return measured(str(tools), str(HERE / f"{name}.py"), *arguments)


def in_node(name):
    return lambda bench: measured("node", bundled(name), *bench.quick)


def in_browser(name):
    """A row that opens notebooks in a JupyterLab."""

    def measure(bench):
        address, extensions = bench.lab
        variables = {"CHROMIUM": browser.find() or "", "BENCH_LABEXTENSIONS": str(extensions)}
        return measured("node", bundled(name), address, str(OUT / "notebooks"), *bench.quick, **variables)

    return measure


def probe(bench):
    source = "import {PROBE_EXPRESSION} from '../src/kernel/probe-expression'; process.stdout.write(PROBE_EXPRESSION);"
    script = esbuild("--loader=ts", input=source.encode(), cwd=HERE, stdout=subprocess.PIPE).stdout
    expression = OUT / "probe-expression.txt"
    expression.write_bytes(subprocess.run(["node", "-"], input=script, check=True, stdout=subprocess.PIPE).stdout)
    kernel = environment.environment("tf-2.16-with-tf-keras") / "bin" / "python"
    (watermark,) = environment.environment("watermark").glob("lib/python*/site-packages")
    return python("probe", str(kernel), str(expression), str(watermark), *bench.quick)


def first_fit(bench):
    name = "tf-2.16-with-tf-keras"
    kernel = environment.environment(name) / "bin" / "python"
    fixture = ROOT / "proofs" / "fixtures" / f"{name}.json"
    return measured("node", bundled("first-fit"), str(kernel), str(fixture), *bench.quick)


def repository(bench):
    subprocess.run(["node", str(ROOT / "scripts" / "build-cli"), str(OUT / "cli")], check=True, stdout=sys.stderr)
    ruff = environment.environment("tools") / "bin" / "ruff"
    cli = OUT / "cli" / "keras-doctor.cjs"
    return python("repository", shutil.which("node"), str(cli), bundled("generate"), str(ruff), *bench.quick)


def pins(bench):
    flat_index.write(OUT / "wheels")
    folders = (str(OUT / "wheels"), str(OUT / "uv-cache"))
    return measured("node", bundled("pins"), environment.find_uv(), *folders, *bench.quick)


ROWS = {
    "probe": probe,
    "badge": in_browser("badge"),
    "repository": repository,
    "keystroke": in_node("keystroke"),
    "squiggle": in_browser("squiggle"),
    "memory": in_browser("memory"),
    "startup": in_browser("startup"),
    "pins": pins,
    "fix": in_browser("fix"),
    "first fit": first_fit,
    "tfjs": in_node("tfjs"),
}


class Bench:
    """One run: how long it may take, and the JupyterLab that its rows share, which is started for the first of them."""

    def __init__(self, is_quick):
        self.quick = ["--quick"] if is_quick else []
        self.resources = contextlib.ExitStack()

    @functools.cached_property
    def lab(self):
        shutil.rmtree(OUT / "notebooks", ignore_errors=True)
        (OUT / "notebooks").mkdir()
        return self.resources.enter_context(lab_server(OUT / "notebooks"))

    def run(self, rows):
        measurements = []
        with self.resources:
            for row in rows:
                started = time.monotonic()
                measurements += ROWS[row](self)
                print(f"bench: {row}, {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
        return measurements


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="+", choices=ROWS, default=list(ROWS), metavar="ROW", help=", ".join(ROWS))
    parser.add_argument("--quick", action="store_true", help="fewer rounds, smaller sizes")
    parser.add_argument("--check", action="store_true", help="fail where a ratio is over its budget")
    parser.add_argument("--write-docs", action="store_true", help="put the table into docs/performance.md")
    arguments = parser.parse_args()
    packages.install()
    OUT.mkdir(parents=True, exist_ok=True)
    load = [os.getloadavg()[0]]
    measurements = Bench(arguments.quick).run(arguments.only)
    load.append(os.getloadavg()[0])
    machine = {"cores": os.cpu_count(), "machine": platform.machine(), "load": load}
    powers, found, limits = table.exponents(measurements), table.ratios(measurements), table.budgets()
    where = f"{machine['cores']} cores ({machine['machine']}), load {load[0]:.1f} before and {load[1]:.1f} after"
    kind = "a quick run" if arguments.quick else "a whole run"
    text = f"{datetime.date.today()}, {kind} on {where}.\n\n{table.table(measurements, powers, limits)}"
    print(text)
    results = {"machine": machine, "quick": arguments.quick, "measurements": measurements}
    results |= {"exponents": powers, "ratios": found}
    (HERE / "results.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    if arguments.write_docs:
        table.write_into(PAGE, text)
    excesses = list(table.over_budget(found, limits, is_whole=set(arguments.only) == set(ROWS)))
    print("\n".join(["over budget:", *excesses] if excesses else ["No ratio is over its budget."]))
    if arguments.check and excesses:
        sys.exit(1)


if __name__ == "__main__":
    main()
