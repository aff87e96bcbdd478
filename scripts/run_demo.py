"""Opens JupyterLab on the examples, set up from nothing.

    bash scripts/demo [--check] [--port PORT] [--lab lab|lab-oldest]

The examples are copied first, so that trying things out does not change the checkout. With `--check` a browser without a
window opens the first one, reads the badge, applies "Fix Keras Version", runs the notebook and prints what it saw.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import browser
import environment
import jupyter_server
import packages

FIRST = "a-stateful-ragged-hub.ipynb"
KERNELS = ["tf-2.16-with-tf-keras", "tf-2.16-scratch", "tf-2.15"]
NOTEBOOKS = jupyter_server.CACHE / "demo"


def copy_examples():
    """The examples, each with the kernel that it is about."""
    kernels = {"b": "tf-2.16-scratch", "c": "tf-2.16-scratch", "e": "tf-2.15"}
    shutil.rmtree(NOTEBOOKS, ignore_errors=True)
    NOTEBOOKS.mkdir(parents=True)
    for example in sorted((environment.ROOT / "examples").glob("?-*.ipynb")):
        text = example.read_text(encoding="utf-8")
        kernel = kernels.get(example.name[0], "tf-2.16-with-tf-keras")
        (NOTEBOOKS / example.name).write_text(text.replace('"name": "python3"', f'"name": "{kernel}"'), encoding="utf-8")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address, process, seconds=120):
    """Waits until the server answers; tells when it has ended instead."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise OSError("JupyterLab ended at once; its messages stand above.")
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise OSError(f"JupyterLab did not answer within {seconds} s.")


def server(lab, port, for_check):
    line, variables = jupyter_server.command(lab, port, NOTEBOOKS, KERNELS, galata=for_check)
    if not for_check:
        line = [part for part in line if part != "--no-browser"] + [f"--LabApp.default_url=/lab/tree/{FIRST}"]
    return line, variables


def check(lab, port):
    """Opens the first example without a window and fixes it; the exit status says whether it worked."""
    chromium = browser.find()
    line, variables = server(lab, port, for_check=True)
    log = Path(jupyter_server.CACHE / "demo.log")
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(line, env=variables, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
        try:
            address = f"http://localhost:{port}"
            wait_for(f"{address}/lab", process)
            steps = ["node", "ui-tests/demo-check.mjs", f"{address}/lab/tree/{FIRST}"]
            return subprocess.run(
                steps, cwd=environment.ROOT, env={**os.environ, "CHROMIUM": chromium or ""}, check=False
            ).returncode
        finally:
            process.terminate()
            process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="without a window; ends by itself")
    parser.add_argument("--port", type=int, default=0, help="default: one that is free")
    parser.add_argument("--lab", default="lab", choices=["lab", "lab-oldest"], help="the newest or the oldest JupyterLab")
    arguments = parser.parse_args()
    port = arguments.port or free_port()
    try:
        packages.install()
        copy_examples()
        if arguments.check:
            return check(arguments.lab, port)
        line, variables = server(arguments.lab, port, for_check=False)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"scripts/demo: {error}")
    print(f"JupyterLab opens on {FIRST}; press Ctrl+C here to end it.", file=sys.stderr)
    os.execve(line[0], line, variables)
    return 0


if __name__ == "__main__":
    sys.exit(main())
