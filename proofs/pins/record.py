"""Records what uv (or pip) does with the cases of the pin solver: `recorded.json`, which the tests compare with.

    python proofs/pins/record.py answers.json            record what is not recorded yet, with uv
    python proofs/pins/record.py answers.json --pip 40   let pip do the first 40 cases, and tell where it differs from uv

`answers.json` is what `print-answers.ts` prints: the cases, and the commands as the solver would correct them. Needs the
registry that uv is configured for, and the Pythons named in the cases on the PATH. Nothing is installed: for each case the
METADATA of its packages is written into an empty environment, then `uv pip install --dry-run` is asked for each command in
turn, what it
would do is carried out on that METADATA, and `uv pip check` judges the end.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess

HERE = pathlib.Path(__file__).parent
RECORDED = HERE / "recorded.json"
RELEASES = json.loads((HERE.parents[1] / "src/core/compatibility/releases.json").read_text())
ENVIRONMENTS = pathlib.Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser() / "keras-doctor/envs"
TIMEOUT_SECONDS = 120
ONLY_WHEELS = [word for name in RELEASES for word in ("--only-binary", name)]


class Environment:
    """An environment that holds nothing but METADATA."""

    def __init__(self, python: str, judge: str):
        self.root = ENVIRONMENTS / f"pins-{python}-{judge}"
        if not self.root.exists():
            subprocess.run(["uv", "venv", "--quiet", "--python", python, self.root], check=True)
        self.python = self.root / "bin/python"
        (self.site_packages,) = self.root.glob("lib/python*/site-packages")

    def fill(self, installed: dict[str, str]) -> None:
        for old in self.site_packages.glob("*.dist-info"):
            shutil.rmtree(old)
        for name, version in installed.items():
            folder = self.site_packages / f"{name.replace('-', '_')}-{version}.dist-info"
            folder.mkdir()
            requires = RELEASES.get(name, {}).get(version, {}).get("requires", [])
            lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
            lines += [f"Requires-Dist: {requirement}" for requirement in requires]
            (folder / "METADATA").write_text("\n".join(lines) + "\n")
            (folder / "RECORD").write_text("")
            (folder / "INSTALLER").write_text("pip\n")


class Uv:
    """uv as judge."""

    def install(self, environment: Environment, command: list[str]) -> dict[str, str | None] | None:
        """The versions that the command would put (None: remove), or None when it refuses."""
        done = run("uv", "pip", "install", "--dry-run", "--python", environment.python, *ONLY_WHEELS, *command)
        if done.returncode:
            return None
        changes: dict[str, str | None] = {}
        for sign, name, version in re.findall(r"^ ([-+~]) (\S+?)==(\S+)", done.stderr, re.MULTILINE):
            if sign != "-":
                changes[name] = version
            else:
                changes.setdefault(name, None)
        return changes

    def check(self, environment: Environment) -> list[list[str]]:
        """Owner and requirement of what is not met, by name."""
        done = run("uv", "pip", "check", "--python", environment.python)
        return sorted([owner, required] for owner, required in re.findall(r"package `(\S+)` requires `([\w-]+)", done.stderr))


class Pip(Uv):
    """pip as judge; it reads the parts of wheels that hold the METADATA, as its `fast-deps` feature does."""

    def install(self, environment: Environment, command: list[str]) -> dict[str, str | None] | None:
        done = run(
            ENVIRONMENTS / "pins-pip/bin/python",
            "-m",
            "pip",
            "--python",
            environment.python,
            "install",
            "--dry-run",
            "--use-feature=fast-deps",
            "--quiet",
            "--report",
            "-",
            *ONLY_WHEELS,
            *command,
        )
        if done.returncode:
            return None
        report = json.loads(done.stdout)
        return {one["metadata"]["name"].lower().replace("_", "-"): one["metadata"]["version"] for one in report["install"]}


def run(*command) -> subprocess.CompletedProcess:
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=TIMEOUT_SECONDS)


def verdict(judge: Uv, python: str, installed: dict[str, str], installs: list[list[str]]) -> dict:
    environment = Environment(python, type(judge).__name__)
    state = dict(installed)
    refused = []
    for command in installs:
        environment.fill(state)
        changes = judge.install(environment, command)
        refused.append(changes is None)
        for name, version in (changes or {}).items():
            if name in RELEASES:
                state[name] = version
        state = {name: version for name, version in state.items() if version}
    environment.fill(state)
    return {"refused": refused, "state": dict(sorted(state.items())), "broken": judge.check(environment)}


def queries(answers: list[dict]):
    for one in answers:
        for installs in (one["installs"], one["corrected"]):
            if installs is not None:
                yield {"python": one["python"], "installed": one["installed"], "installs": installs}


def key(query: dict) -> str:
    return json.dumps([query["python"], sorted(query["installed"].items()), query["installs"]])


def record(answers: list[dict]) -> None:
    kept = {key(row): row for row in json.loads(RECORDED.read_text())} if RECORDED.exists() else {}
    rows = {}
    for query in queries(answers):
        if key(query) not in rows:
            rows[key(query)] = kept.get(key(query)) or judged(query)
            if len(rows) % 20 == 0:
                print(len(rows), flush=True)
                write({**kept, **rows})
    write(rows)


def judged(query: dict) -> dict:
    try:
        return {**query, "verdict": verdict(Uv(), **query)}
    except subprocess.TimeoutExpired:
        return {**query, "verdict": None}


def write(rows: dict) -> None:
    RECORDED.write_text("[\n" + ",\n".join(json.dumps(row) for row in rows.values()) + "\n]\n")


def compare_pip(answers: list[dict], count: int) -> None:
    kept = {key(row): row for row in json.loads(RECORDED.read_text())}
    same = different = 0
    for query in [query for query in queries(answers[:count]) if key(query) in kept]:
        mine, pips = kept[key(query)]["verdict"], verdict(Pip(), **query)
        if (mine["refused"], mine["broken"]) == (pips["refused"], pips["broken"]):
            same += 1
        else:
            different += 1
            print(json.dumps({**query, "uv": mine, "pip": pips}), flush=True)
    print(f"pip agrees with uv in {same} of {same + different} cases.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("answers", type=pathlib.Path)
    parser.add_argument("--pip", type=int, metavar="COUNT")
    arguments = parser.parse_args()
    answers = json.loads(arguments.answers.read_text())
    if arguments.pip:
        compare_pip(answers, arguments.pip)
    else:
        record(answers)


if __name__ == "__main__":
    main()
