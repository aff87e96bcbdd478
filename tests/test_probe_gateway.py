"""Kernels behind a real Jupyter server: one of another language, and one that a kernel gateway runs on another machine."""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest
from conftest import ROOT
from environments import environment
from test_probe_silence import PROBES, STATE, USERS_WORK

REQUIREMENTS = ["jupyter_kernel_gateway==3.*", "ipykernel==7.*", "bash_kernel==0.10.*"]

BUNDLE = """
require('esbuild').buildSync({entryPoints: ['tests/ask_kernel.ts'], bundle: true, outfile: process.argv[1],
  platform: 'node', logLevel: 'error'});
"""


@pytest.fixture(scope="module")
def python():
    found = environment("3.11", REQUIREMENTS)
    if found is None:
        pytest.skip("there is no Python 3.11 here")
    return found


@pytest.fixture(scope="module")
def jupyter_path(python, tmp_path_factory):
    """A folder with specifications of a Python, a bash and an R kernel."""
    folder = tmp_path_factory.mktemp("jupyter")
    for name, *command in [
        ("python", python, "-m", "ipykernel_launcher", "-f"),
        ("bash", python, "-m", "bash_kernel", "-f"),
        ("R", "R", "--slave", "-e", "IRkernel::main()", "--args"),
    ]:
        place = folder / "kernels" / name
        place.mkdir(parents=True)
        argv = [*command, "{connection_file}"]
        (place / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": name, "language": name}))
    return folder


@pytest.fixture(scope="module")
def serve(python, jupyter_path, tmp_path_factory):
    """Starts a Jupyter program on a free port of this machine; gives its address once it answers."""
    running = []

    def start(app, *options):
        port = free_port()
        home = str(tmp_path_factory.mktemp("home"))
        env = dict(os.environ, JUPYTER_PATH=str(jupyter_path), JUPYTER_PREFER_ENV_PATH="0", HOME=home, IPYTHONDIR=home)
        line = [python, "-m", app, "--ip=127.0.0.1", *(option.format(port=port) for option in options)]
        with open(home + "/log", "w") as log:
            running.append(subprocess.Popen(line, env=env, cwd=home, stdout=log, stderr=subprocess.STDOUT))
        address = "http://127.0.0.1:%d" % port
        wait_for(address + "/api", running[-1], Path(home) / "log")
        return address

    yield start
    for process in running:
        process.terminate()
    for process in running:
        process.wait(timeout=20)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address, process, log):
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("no answer from %s:\n%s" % (address, log.read_text()))


@pytest.fixture(scope="module")
def gateway(serve):
    return serve("kernel_gateway", "--KernelGatewayApp.port={port}", "--KernelGatewayApp.port_retries=0")


@pytest.fixture(scope="module")
def server_before_gateway(serve, gateway):
    """What `jupyter lab --gateway-url` is to the browser: a server whose kernels are all run by the gateway."""
    return serve(
        "jupyter_server",
        "--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--allow-root",
        "--ServerApp.open_browser=False",
        "--IdentityProvider.token=",
        "--ServerApp.disable_check_xsrf=True",
        "--gateway-url=" + gateway,
    )


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """What the extension's probe says of kernels of a server."""
    program = str(tmp_path_factory.mktemp("bundle") / "ask_kernel.cjs")
    subprocess.run(["node", "-e", BUNDLE, program], cwd=str(ROOT), check=True)

    def run(address, *names, times=1, **options):
        line = ["node", program, address, json.dumps(dict(options, times=times)), *names]
        done = subprocess.run(line, stdout=subprocess.PIPE, timeout=120, check=True)
        lines = done.stdout.decode().splitlines()  # with JupyterLab's own log between the answers
        return [json.loads(line) for line in lines if line.startswith("{")]

    return run


def test_remote_kernel_tells_what_it_has(ask, server_before_gateway):
    (told,) = ask(server_before_gateway, "python")
    assert told["result"]["kind"] == "environment", told
    environment = told["result"]["environment"]
    versions = {one["name"]: one["version"] for one in environment["distributions"]}
    assert versions["ipykernel"].startswith("7.")
    assert environment["python"].startswith("3.11.")
    assert told["sent"].count("execute_request") == 1


def test_nothing_changes_in_a_remote_kernel(ask, server_before_gateway):
    (told,) = ask(server_before_gateway, "python", times=PROBES, work=USERS_WORK, state=STATE)
    assert told["result"]["kind"] == "environment", told
    assert told["after"] == told["before"]
    assert "'count': 2" in told["before"]["data"]["text/plain"]
    assert told["sent"] == ["execute_request"] * PROBES
    assert set(told["received"]) == {"status", "execute_reply"}


@pytest.mark.parametrize("language", ["bash", "R"])
def test_kernel_of_another_language_is_asked_nothing(ask, gateway, language):
    if language == "R" and (not shutil.which("R") or subprocess.call(["R", "--slave", "-e", "library(IRkernel)"])):
        pytest.skip("there is no R with IRkernel here")
    (told,) = ask(gateway, language, times=PROBES)
    assert told["result"] == {"kind": "not-python"}
    assert told["sent"] == []
