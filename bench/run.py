"""Measures Keras Doctor side by side with what people would use instead; see docs/performance.md.

    bash scripts/bench [--only ROW...] [--quick] [--check]

Prints a table and writes bench/results.json. With --check, fails where a ratio is over its budget (bench/budgets.json). Only
ratios are compared: what they are of was measured in the same run, in turns.
"""

import argparse
import json
import math
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE, OUT = ROOT / "bench", ROOT / ".cache" / "bench"
sys.path.insert(0, str(ROOT / "scripts"))

import environment  # noqa: E402
import jupyter_server  # noqa: E402


def bundled(name):
    """A script of this folder as one file that Node runs."""
    out = OUT / f"{name}.cjs"
    esbuild = ROOT / "node_modules" / ".bin" / "esbuild"
    line = [str(esbuild), str(HERE / f"{name}.ts"), "--bundle", "--platform=node", f"--outfile={out}"]
    subprocess.run([*line, "--log-level=warning"], check=True)
    return str(out)


def node(name, *arguments):
    return measured("node", bundled(name), *arguments)


def python(name, *arguments):
    tools = environment.environment("tools") / "bin" / "python"
    return measured(str(tools), str(HERE / f"{name}.py"), *arguments)


def measured(*line):
    """What a script measured; it prints it as JSON."""
    return json.loads(subprocess.run(line, check=True, stdout=subprocess.PIPE).stdout)


def probe(quick):
    source = "import {PROBE_EXPRESSION} from '../src/kernel/probe-expression'; process.stdout.write(PROBE_EXPRESSION);"
    esbuild = [str(ROOT / "node_modules" / ".bin" / "esbuild"), "--bundle", "--platform=node", "--loader=ts"]
    script = subprocess.run(esbuild, input=source.encode(), cwd=HERE, check=True, stdout=subprocess.PIPE).stdout
    expression = OUT / "probe-expression.txt"
    expression.write_bytes(subprocess.run(["node", "-"], input=script, check=True, stdout=subprocess.PIPE).stdout)
    kernel = environment.environment("tf-2.16-with-tf-keras") / "bin" / "python"
    return python("probe", str(kernel), str(expression), *quick)


def repository(quick):
    subprocess.run(["node", str(ROOT / "scripts" / "build-cli"), str(OUT / "cli")], check=True)
    ruff = environment.environment("tools") / "bin" / "ruff"
    cli = OUT / "cli" / "keras-doctor.cjs"
    return python("repository", shutil.which("node"), str(cli), bundled("generate"), str(ruff), *quick)


def startup(quick):
    """Of the wheel, which is what users get, or of the build in the folder that BENCH_STATIC names."""
    if static := os.environ.get("BENCH_STATIC"):
        return python("startup", static)
    shutil.rmtree(OUT / "wheel", ignore_errors=True)
    shutil.unpack_archive(jupyter_server.wheel(), OUT / "wheel", "zip")
    return python("startup", str(next((OUT / "wheel").rglob("labextension/static"))))


ROWS = {
    "probe": probe,
    "repository": repository,
    "keystroke": lambda quick: node("keystroke", *quick),
    "startup": startup,
    "pins": lambda quick: node("pins", *quick),
    "fix": lambda quick: node("fix", *quick),
    "tfjs": lambda quick: node("tfjs", *quick),
}


def value(measurement):
    return measurement.get("ms", measurement.get("bytes"))


def exponent(points):
    """The power of the size with which a cost grows: the slope of a line through the logarithms."""
    if len(points) < 3:
        return None
    pairs = [(math.log(n), math.log(cost)) for n, cost in points]
    x, y = (sum(values) / len(pairs) for values in zip(*pairs))
    spread = sum((a - x) ** 2 for a, _ in pairs)
    return sum((a - x) * (b - y) for a, b in pairs) / spread if spread else None


def exponents(measurements):
    points = {}
    for each in measurements:
        if each.get("fit", True):
            points.setdefault(each["what"], []).append((each["n"], value(each)))
    return {what: round(power, 2) for what, costs in points.items() if (power := exponent(costs)) is not None}


def ratios(measurements):
    """`what / rival` to the ratio at each size, largest size last."""
    found = {}
    for each in measurements:
        for rival, cost in each["rivals"].items():
            key = f"{each['what']} / {rival}"
            found.setdefault(key, {})[f"{each['n']} {each['unit']}"] = value(each) / cost
    return found


def shown(number):
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"


def print_table(measurements, powers):
    print("| what | size | ours | grows as | against | ratio |\n|---|---|---|---|---|---|")
    for each in measurements:
        ours = f"{shown(each['ms'])} ms" if "ms" in each else f"{each['bytes'] / 1000:.1f} kB"
        power = powers.get(each["what"])
        growth = "" if power is None else f"n^{power:.2f}"
        for rival, cost in each["rivals"].items() or [("", None)]:
            unit = "ms" if "ms" in each else "B"
            against = "" if cost is None else f"{rival}: {shown(cost)} {unit}"
            ratio = "" if cost is None else f"{value(each) / cost:.3g}"
            print(f"| {each['what']} | {each['n']} {each['unit']} | {ours} | {growth} | {against} | {ratio} |")


def over_budget(found):
    """Sentences about ratios above their budgets, which hold for every size that was measured."""
    budgets = json.loads((HERE / "budgets.json").read_text(encoding="utf-8"))
    for key, sizes in found.items():
        for size, ratio in sizes.items():
            if key in budgets and ratio > budgets[key]:
                yield f"{key} at {size}: {ratio:.3g}, budget {budgets[key]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="+", choices=ROWS, default=list(ROWS), metavar="ROW", help=", ".join(ROWS))
    parser.add_argument("--quick", action="store_true", help="fewer rounds, smaller sizes")
    parser.add_argument("--check", action="store_true", help="fail where a ratio is over its budget")
    arguments = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    machine = {"cores": os.cpu_count(), "machine": platform.machine(), "load": [list(os.getloadavg())]}
    measurements = []
    for row in arguments.only:
        print(f"bench: {row}", file=sys.stderr)
        measurements += ROWS[row](["--quick"] if arguments.quick else [])
    machine["load"].append(list(os.getloadavg()))
    powers, found = exponents(measurements), ratios(measurements)
    print_table(measurements, powers)
    before, after = (f"{load[0]:.1f}" for load in machine["load"])
    print(f"\n{machine['cores']} cores; load {before} before, {after} after; quick: {arguments.quick}")
    results = {
        "machine": machine,
        "quick": arguments.quick,
        "measurements": measurements,
        "exponents": powers,
        "ratios": found,
    }
    (HERE / "results.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    excesses = list(over_budget(found))
    print("\n".join(excesses))
    if arguments.check and excesses:
        sys.exit(1)


if __name__ == "__main__":
    main()
