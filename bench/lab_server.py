"""A JupyterLab with our extension and those it is compared with, for the rows that are measured in a browser."""

import contextlib
import socket
import subprocess
import sys
import time
import urllib.request

import jupyter_server

NAME = "lab-with-rivals"


@contextlib.contextmanager
def lab_server(folder):
    """Serves notebooks from a new folder; gives the address and the folder of the extensions."""
    port = free_port()
    extensions = jupyter_server.lab_with_extension(NAME) / "share" / "jupyter" / "labextensions"
    line = [sys.executable, jupyter_server.__file__, "--galata", "--lab", NAME, "--port", str(port)]
    line += ["--notebooks", str(folder), "--kernels", "tf-2.16-with-tf-keras"]
    address = f"http://localhost:{port}"
    log = folder.parent / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(line, stdout=output, stderr=output)
        try:
            wait_for(f"{address}/lab", server, log)
            yield address, extensions
        finally:
            server.terminate()
            server.wait(30)


def free_port():
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]


def wait_for(address, server, log):
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError(f"JupyterLab ended with {server.returncode}; see {log}")
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.3)
    raise RuntimeError(f"JupyterLab did not start; see {log}")
