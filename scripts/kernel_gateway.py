"""Starts a Jupyter kernel gateway with the kernels that `jupyter_server.py` has installed, as another machine would run them.

python3 scripts/kernel_gateway.py --port 8001
"""

import argparse
import os

import environment
import jupyter_server


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args().port
    program = str(environment.environment("gateway") / "bin" / "jupyter-kernelgateway")
    variables = {**os.environ, "JUPYTER_PATH": str(jupyter_server.CACHE / "jupyter"), "JUPYTER_PLATFORM_DIRS": "1"}
    options = [f"--KernelGatewayApp.port={port}", "--KernelGatewayApp.port_retries=0"]
    options += ["--JupyterWebsocketPersonality.list_kernels=True"]  # JupyterLab asks for it every ten seconds
    os.execve(program, [program, "--KernelGatewayApp.ip=127.0.0.1", *options], variables)


if __name__ == "__main__":
    main()
