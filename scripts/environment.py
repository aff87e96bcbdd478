"""Makes the Python environments that tests, proofs and the demo run in.

    python3 scripts/environment.py NAME...          prints the folder of each environment, made if it is not there yet
    python3 scripts/environment.py --at DIR NAME    makes one in a folder of its own, for what changes its packages

`proofs/environments.json` says what each holds: `requirements` are resolved together, `unchecked` are installed after them
without their dependencies (tf-keras requires the distribution `tensorflow`, which beside `tensorflow-cpu` would be a second
copy over the same files), and `kernel` names the module and the language of a kernel other than ipykernel. Environments are
kept in the user's cache folder under a name made of that content, so that a changed definition makes a new one and an
unchanged one costs nothing.
"""

import argparse
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "keras-doctor"
DEFINITIONS = ROOT / "proofs" / "environments.json"


def environment(name):
    """The folder of a cached environment; made when it is not there yet."""
    definition = definitions()[name]
    key = hashlib.sha256(json.dumps(definition, sort_keys=True).encode()).hexdigest()[:10]
    folder = CACHE / "envs" / f"{name}-{key}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with open(f"{folder}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "complete").exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(definition, folder)
            (folder / "complete").touch()
    return folder


def make(definition, folder):
    """Makes an environment in a folder that does not exist."""
    print(f"environment: making {folder.name}", file=sys.stderr)
    uv = find_uv()
    python = find_python(definition["python"])
    run(uv, "venv", "--quiet", "--python", python, str(folder))
    target = str(folder / "bin" / "python")
    run(uv, "pip", "install", "--quiet", "--python", target, *definition["requirements"])
    if definition.get("unchecked"):
        unchecked = definition["unchecked"]
        run(uv, "pip", "install", "--quiet", "--no-deps", "--python", target, *unchecked)


def definitions():
    return json.loads(DEFINITIONS.read_text(encoding="utf-8"))


def find_uv():
    """uv installs a TensorFlow environment in seconds where pip takes a minute; it is fetched by pip when it is not there."""
    found = shutil.which("uv") or CACHE / "uv" / "bin" / "uv"
    if not Path(found).exists():
        run(sys.executable, "-m", "venv", str(CACHE / "uv"))
        run(str(CACHE / "uv" / "bin" / "python"), "-m", "pip", "install", "--quiet", "uv")
    return str(found)


def find_python(versions):
    """An interpreter of one of the versions, best first."""
    running = f"{sys.version_info[0]}.{sys.version_info[1]}"
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for version in versions:
        if version == running:
            return sys.executable
        installed = sorted(pyenv.glob(f"{version}.*/bin/python"))
        if installed:
            return str(installed[-1])
        found = shutil.which(f"python{version}")
        if found and subprocess.run([found, "-c", ""], check=False).returncode == 0:
            return found
    # uv looks further and, where it may, downloads one; its own message says what it tried.
    return versions[0]


def run(*command):
    subprocess.run(command, check=True, stdout=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--at", type=Path, metavar="DIR")
    parser.add_argument("names", nargs="+", choices=sorted(definitions()))
    arguments = parser.parse_args()
    if arguments.at:
        make(definitions()[arguments.names[0]], arguments.at)
        print(arguments.at)
        return
    for name in arguments.names:
        print(environment(name))


if __name__ == "__main__":
    main()
