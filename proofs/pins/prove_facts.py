"""Proves the rows of `facts.json` on the real packages.

    python proofs/pins/prove_facts.py [name ...]

For each row: with `install` put over an environment that holds `environment`, the code fails with the text that the row
names; with `mended` instead it runs. Environments are kept in the user's cache.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

FACTS = pathlib.Path(__file__).parents[2] / "src/core/compatibility/facts.json"
ENVIRONMENTS = pathlib.Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser() / "keras-doctor/envs"
PYTHON = "3.11"
TIMEOUT_SECONDS = 300


def environment(requirement: str) -> pathlib.Path:
    """The Python of an environment that holds one package and what it requires."""
    root = ENVIRONMENTS / f"pins-{requirement.replace('==', '-')}"
    python = root / "bin/python"
    if not (root / "done").exists():
        shutil.rmtree(root, ignore_errors=True)
        subprocess.run(["uv", "venv", "--quiet", "--python", PYTHON, root], check=True)
        subprocess.run(["uv", "pip", "install", "--quiet", "--python", python, requirement], check=True)
        (root / "done").touch()
    return python


def run(python: pathlib.Path, overlay: list[str], code: str) -> tuple[bool, str]:
    """Whether the code runs with the packages put before the environment's own, and what it printed."""
    with tempfile.TemporaryDirectory() as folder:
        install = ["uv", "pip", "install", "--quiet", "--no-deps", "--python", python, "--target", folder]
        subprocess.run([*install, *overlay], check=True)
        done = subprocess.run(
            [python, "-c", code],
            env={**os.environ, "PYTHONPATH": folder},
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS,
        )
        return done.returncode == 0, done.stderr


def prove(row: dict) -> str | None:
    """What is wrong with the row, or None."""
    proof = row["proof"]
    python = environment(proof["environment"])
    runs, output = run(python, proof["install"], proof["code"])
    if runs:
        return "it does not fail"
    if proof["fails"] not in output:
        return f"it fails otherwise: {output.strip().splitlines()[-1]}"
    if proof["mended"] is not None:
        runs, output = run(python, proof["mended"], proof["code"])
        if not runs:
            return f"mended it still fails: {output.strip().splitlines()[-1]}"
    return None


def main() -> int:
    rows = json.loads(FACTS.read_text())["requirements"]
    wrong = 0
    for row in rows:
        if len(sys.argv) > 1 and row["name"] not in sys.argv[1:]:
            continue
        fault = prove(row)
        wrong += fault is not None
        print(f"{row['name']} {row['versions']} requires {', '.join(row['requires'])}: {fault or 'proven'}", flush=True)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
