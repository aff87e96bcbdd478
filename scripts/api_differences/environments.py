"""The environments that the table is made from: which packages, on which Python, and the release each stands for."""

import glob
import os
import pathlib
import shutil
import subprocess

HOME = pathlib.Path(os.environ.get("KERAS_DOCTOR_ENVS", pathlib.Path.home() / ".cache/keras-doctor/envs"))

TENSORFLOW = {
    "2.9": ("3.10", "2.9.3"),
    "2.10": ("3.10", "2.10.1"),
    "2.11": ("3.10", "2.11.1"),
    "2.12": ("3.10", "2.12.1"),
    "2.13": ("3.10", "2.13.1"),
    "2.14": ("3.10", "2.14.1"),
    "2.15": ("3.11", "2.15.1"),
    "2.16": ("3.11", "2.16.2"),
    "2.21": ("3.11", "2.21.0"),
}
TF_KERAS = {"2.16": "2.16.0", "2.21": "2.21.0"}
KERAS_3 = [
    "3.0.5",
    "3.1.1",
    "3.2.1",
    "3.3.3",
    "3.4.1",
    "3.5.0",
    "3.6.0",
    "3.7.0",
    "3.8.0",
    "3.9.2",
    "3.10.0",
    "3.11.3",
    "3.12.4",
    "3.13.2",
    "3.14.1",
    "3.15.1",
]

KERAS_2_RELEASES = [release for release in TENSORFLOW if release not in TF_KERAS]
LEGACY_RELEASES = [f"legacy-{release}" for release in TF_KERAS]
KERAS_3_RELEASES = [version.rsplit(".", 1)[0] for version in KERAS_3]
RELEASES = KERAS_2_RELEASES + LEGACY_RELEASES + KERAS_3_RELEASES


class Missing(Exception):
    """An environment cannot be had here; the message says why."""


def prepare(release):
    """The interpreter and the extra environment variables for one release, installing what is not there yet."""
    if release in KERAS_2_RELEASES:
        return _tensorflow(release), {}
    if release in LEGACY_RELEASES:
        return _tensorflow(release.split("-")[1]), {"TF_USE_LEGACY_KERAS": "1"}
    host = "2.21" if release == KERAS_3_RELEASES[-1] else "2.16"
    return _tensorflow(host), {"PYTHONPATH": str(_overlay(release, _tensorflow(host)))}


def _tensorflow(minor):
    python, version = TENSORFLOW[minor]
    folder = HOME / f"api-tf{minor}"
    interpreter = folder / "bin/python"
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        _uv("venv", "-p", _interpreter(python), str(folder))
        # Releases before 2.12 do not say that they cannot run on numpy 2.
        numpy = [] if minor in ("2.16", "2.21") else ["numpy<2"]
        _uv("pip", "install", "-p", str(interpreter), f"tensorflow-cpu=={version}", *numpy)
        if minor in TF_KERAS:
            # Keras 3.0 and 3.1 want dm-tree; tf-keras would pull the full tensorflow over tensorflow-cpu.
            _uv("pip", "install", "-p", str(interpreter), "dm-tree")
            _uv("pip", "install", "-p", str(interpreter), "--no-deps", f"tf-keras=={TF_KERAS[minor]}")
        (folder / "complete").touch()
    return interpreter


def _overlay(release, interpreter):
    version = KERAS_3[KERAS_3_RELEASES.index(release)]
    folder = HOME / f"api-overlay/keras-{release}"
    if not (folder / f"keras-{version}.dist-info").exists():
        shutil.rmtree(folder, ignore_errors=True)
        _uv("pip", "install", "-p", str(interpreter), "--no-deps", "--target", str(folder), f"keras=={version}")
    return folder


def _interpreter(python):
    """uv finds most Pythons; those of pyenv that are not switched on it does not."""
    installed = glob.glob(os.path.expanduser(f"~/.pyenv/versions/{python}.*/bin/python"))
    return installed[0] if installed else python


def _uv(*arguments):
    if not shutil.which("uv"):
        raise Missing("uv is not installed")
    done = subprocess.run(["uv", *arguments, "-q"], capture_output=True, text=True)
    if done.returncode:
        raise Missing(f"uv {' '.join(arguments)}: {done.stderr.strip()[-300:]}")
