"""Installs packages of Debian, where that can be done: as root, with apt-get."""

import os
import shutil
import subprocess
import sys


def install(*arguments):
    """Installs packages, given as to `apt-get install`; whoever needs them looks whether they are there now."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return
    print("debian: installing", arguments[-1], file=sys.stderr)
    for command in (["update"], ["install", "-y", *arguments]):
        line = ["apt-get", "-qq", *command]
        subprocess.run(line, check=False, stdout=sys.stderr, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
