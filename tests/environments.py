"""Python environments for the tests: made once, kept in the cache folder, and named by what is in them."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

CACHE = Path(os.environ.get("KERAS_DOCTOR_CACHE") or Path.home() / ".cache" / "keras-doctor") / "envs"


def interpreter(version):
    """A Python of that minor version: the running one, one on the PATH, or one of pyenv's; None where there is none."""
    if version == "%d.%d" % sys.version_info[:2]:
        return sys.executable
    pyenv = sorted((Path.home() / ".pyenv" / "versions").glob(version + ".*/bin/python"))
    if pyenv:
        return str(pyenv[-1])
    return shutil.which("python" + version)


def environment(version, requirements, without_dependencies=()):
    """The Python of an environment with these requirements; made if it is not in the cache yet."""
    base = interpreter(version)
    if base is None:
        return None
    content = "\n".join([version, *requirements, "--no-deps", *without_dependencies])
    folder = CACHE / ("tests-%s-%s" % (version, hashlib.sha256(content.encode()).hexdigest()[:10]))
    python, complete = folder / "bin" / "python", folder / "complete"
    if not complete.exists():
        shutil.rmtree(folder, ignore_errors=True)
        uv = shutil.which("uv")
        if uv:
            subprocess.run([uv, "venv", "--quiet", "--python", base, str(folder)], check=True)
            install = [uv, "pip", "install", "--quiet", "--python", str(python)]
        else:
            subprocess.run([base, "-m", "venv", str(folder)], check=True)
            install = [str(python), "-m", "pip", "install", "--quiet"]
        subprocess.run([*install, *requirements], check=True)
        if without_dependencies:
            subprocess.run([*install, "--no-deps", *without_dependencies], check=True)
        complete.write_text(content)
    return str(python)
