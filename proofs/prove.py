"""Proves the rules' examples on real packages.

    bash scripts/prove [--rule ID]... [--again] [--jobs N]

For every example of every rule, in the proof environment that it names (`proofs/environments.json`): `before` must raise what
the example says, or leave its expression false; `after`, which the planned fix yields, and every clean example must run. Each
runs in a kernel of its own, and what installs packages in an environment of its own, which is thrown away. Results are kept in
the user's cache folder under the content of cells, expectation and environment, so that an unchanged rule costs nothing.
"""

import argparse
import concurrent.futures
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
sys.path.insert(0, str(ROOT / "proofs"))

import environment  # noqa: E402
import rules  # noqa: E402

RESULTS = environment.CACHE / "proofs"
RUNNER = ROOT / "proofs" / "run_cells.py"
TIMEOUT = 300
INSTALLS = re.compile(r"^\s*[%!].*\b(pip|conda|mamba)\b.*\b(un)?install\b", re.MULTILINE)
# What would make a run depend on the machine it runs on.
OWN_VARIABLES = ("TF_USE_LEGACY_KERAS", "KERAS_BACKEND", "CUDA_VISIBLE_DEVICES", "TF_FORCE_GPU_ALLOW_GROWTH")


class Proof:
    """One run of cells, and what must come of it."""

    def __init__(self, rule, example, part):
        self.title = f"{rule['id']}: {example['name']} ({part})"
        self.environment = example["environment"]
        self.variables = {name: value for name, value in example.get("variables", {}).items() if value is not None}
        self.foreign_pip = example.get("kernel", {}).get("pip") == "other"
        self.without_pip = example.get("kernel", {}).get("installer") == "uv-only"
        self.cells = example["cells" if part == "clean" else part]
        fails = example.get("fails", {})
        self.fails = fails if part == "before" and "ename" in fails else None
        self.expression = fails.get("silently")
        self.value = None if self.expression is None else part != "before"

    def key(self):
        definition = environment.definitions()[self.environment]
        content = [definition, self.cells, self.variables, self.expression, RUNNER.read_text(encoding="utf-8")]
        content += ["pip of another environment"] * self.foreign_pip
        content += ["without pip"] * self.without_pip
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:24]

    def judge(self, result):
        """Why the result is not what it must be; None when it is."""
        error = result["error"]
        said = error and f"cell {error['cell'] + 1}: {error['ename']}: {' '.join(error['evalue'].split())[:300]}"
        if self.fails is None:
            if error:
                return said
            return None if result["value"] is self.value else f"`{self.expression}` is {result['value']}"
        if error is None:
            return f"runs, but must raise {self.fails['ename']}"
        flags = re.IGNORECASE if "i" in self.fails["flags"] else 0
        is_same = error["ename"] == self.fails["ename"] and re.search(self.fails["evalue"], error["evalue"], flags)
        return None if is_same else f"raises something else: {said}"


def outcome(proof, again=False):
    """The result of a proof's run, from the cache where it has been run before."""
    kept = RESULTS / f"{proof.key()}.json"
    if kept.exists() and not again:
        return json.loads(kept.read_text(encoding="utf-8"))
    result = run(proof)
    RESULTS.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(result), encoding="utf-8")
    return result


def run(proof):
    folder = Path(tempfile.mkdtemp(prefix="keras-doctor-proof-"))
    try:
        home = environment.environment(proof.environment)
        if any(INSTALLS.search(cell) for cell in proof.cells):
            home = folder / "environment"
            environment.make(environment.definitions()[proof.environment], home)
        path = [home / "bin", os.environ["PATH"]]
        if proof.foreign_pip:
            pythons = environment.definitions()[proof.environment]["python"]
            environment.make({"python": pythons, "requirements": ["pip"]}, folder / "other")
            path.insert(0, folder / "other" / "bin")
        if proof.without_pip:
            uv = environment.find_uv()
            environment.run(uv, "pip", "uninstall", "--quiet", "--python", str(home / "bin" / "python"), "pip")
            path.append(Path(uv).parent)
        work = folder / "work"
        work.mkdir()
        variables = {name: value for name, value in os.environ.items() if name not in OWN_VARIABLES}
        variables.update(
            proof.variables,
            PATH=os.pathsep.join(map(str, path)),
            VIRTUAL_ENV=str(home),
            KERAS_HOME=str(folder / "keras"),
            IPYTHONDIR=str(folder / "ipython"),
            JUPYTER_RUNTIME_DIR=str(folder / "runtime"),
            TF_CPP_MIN_LOG_LEVEL="2",
        )
        job = {"cells": proof.cells, "expression": proof.expression, "timeout": TIMEOUT}
        finished = subprocess.run(
            [str(home / "bin" / "python"), str(RUNNER)],
            input=json.dumps(job).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=variables,
            cwd=work,
            check=False,
        )
        if finished.returncode != 0:
            raise RuntimeError(f"{proof.title}: {finished.stderr.decode()[-2000:]}")
        return json.loads(finished.stdout)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def proofs_of(rule):
    """All that there is to prove of a rule."""
    for example in rule["examples"]:
        yield Proof(rule, example, "before")
        if example["after"] is not None:
            yield Proof(rule, example, "after")
    for example in rule["clean"]:
        yield Proof(rule, example, "clean")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rule", action="append", metavar="ID", help="prove this rule only; may be repeated")
    parser.add_argument("--again", action="store_true", help="run also what is in the cache")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="run so many kernels at a time")
    arguments = parser.parse_args()
    known = rules.read()
    unknown = set(arguments.rule or []) - {rule["id"] for rule in known}
    if unknown:
        parser.error(f"no such rule: {', '.join(sorted(unknown))}")
    chosen = [rule for rule in known if not arguments.rule or rule["id"] in arguments.rule]
    unproven = [rule for rule in chosen if rule["unproven"]]
    todo = [proof for rule in chosen if not rule["unproven"] for proof in proofs_of(rule)]
    for name in sorted({proof.environment for proof in todo}):
        environment.environment(name)
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for proof, result in zip(todo, pool.map(lambda one: outcome(one, arguments.again), todo)):
            wrong = proof.judge(result)
            passed, failed = passed + (wrong is None), failed + (wrong is not None)
            print(f"{'ok    ' if wrong is None else 'FAILED'} {proof.title}" + (f"\n       {wrong}" if wrong else ""), flush=True)
    for rule in unproven:
        print(f"unproven {rule['id']}: {rule['unproven']}")
    print(f"{len(unproven)} rules unproven")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
