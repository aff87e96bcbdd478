"""Runs the measurements in every environment, each once: the answers are kept by the content of the scripts that gave them."""

import ast
import hashlib
import json
import os
import pathlib
import subprocess

from api_differences import environments

HERE = pathlib.Path(__file__).parent
CACHE = pathlib.Path(os.environ.get("KERAS_DOCTOR_SURFACES", pathlib.Path.home() / ".cache/keras-doctor/api-surfaces"))
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "TF_ENABLE_ONEDNN_OPTS": "0"}


def surfaces(release):
    """Names, members and signatures of one release."""
    return _measure(release, "surface", ["surface.py"], [])


def calls(release, candidates):
    """What running the code of one release tells about the candidates."""
    text = json.dumps(candidates, sort_keys=True)
    CACHE.mkdir(parents=True, exist_ok=True)
    given = CACHE / f"candidates-{_digest([text])}.json"
    given.write_text(text, encoding="utf-8")
    return _measure(release, "calls", ["surface.py", "arguments.py", "identifiers.py", "take.py"], [str(given)])


def _measure(release, what, sources, extra):
    key = _digest([_code(HERE / source) for source in sources] + extra)
    kept = CACHE / f"{what}-{release}-{key}.json"
    if not kept.exists():
        interpreter, variables = environments.prepare(release)
        path = os.pathsep.join(filter(None, [variables.get("PYTHONPATH"), str(HERE.parent)]))
        environment = {**os.environ, **QUIET, **variables, "PYTHONPATH": path}
        CACHE.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".part")
        command = [str(interpreter), "-m", "api_differences.take", release, str(part), *extra]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{what} of {release}: {done.stderr[-2000:]}")
        part.rename(kept)
    return json.loads(kept.read_text(encoding="utf-8"))


def _code(path):
    """The code without its layout and comments, which change no answer."""
    return ast.dump(ast.parse(path.read_text(encoding="utf-8")))


def _digest(texts):
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
