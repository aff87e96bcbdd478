"""Runs cells in a real IPython kernel of the Python that runs this, as a notebook would, and says what came of it.

Reads `{"cells": […], "expression": "…" or null, "timeout": seconds}` from standard input and writes
`{"error": null or {"cell", "ename", "evalue"}, "value": null or true or false}` to standard output. Stops at the first error,
as "Run all" does. A kernel that dies is the error `DeadKernel`.
"""

import json
import queue
import re
import sys
import time

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

ANSI = re.compile(r"\x1b\[[0-9;]*m")
# How the value of a silent example's expression gets out.
PROBE = "print('keras-doctor:', bool({}))"


class DeadKernel(Exception):
    pass


class Kernel:
    def __enter__(self):
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        self.manager = KernelManager()
        self.manager._kernel_spec = KernelSpec(argv=argv, display_name="proof", language="python")
        self.manager.start_kernel(stderr=-3)
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)
        return self

    def __exit__(self, *_):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def run(self, code, timeout):
        """The output of a cell and its error, or None."""
        message = self.client.execute(code, allow_stdin=False)
        printed, error, deadline = [], None, time.monotonic() + timeout
        while True:
            try:
                reply = self.client.get_iopub_msg(timeout=1)
            except queue.Empty:
                if not self.manager.is_alive():
                    raise DeadKernel("the kernel died") from None
                if time.monotonic() > deadline:
                    raise DeadKernel(f"no end after {timeout} seconds") from None
                continue
            if reply["parent_header"].get("msg_id") != message:
                continue
            kind, content = reply["msg_type"], reply["content"]
            if kind == "error":
                error = {"ename": content["ename"], "evalue": ANSI.sub("", content["evalue"])}
            elif kind == "stream":
                printed.append(content["text"])
            elif kind == "status" and content["execution_state"] == "idle":
                return "".join(printed), error


def run(cells, expression, timeout):
    with Kernel() as kernel:
        index = 0
        try:
            for index, cell in enumerate(cells):
                _, error = kernel.run(cell, timeout)
                if error:
                    return {"error": dict(error, cell=index), "value": None}
            if expression is None:
                return {"error": None, "value": None}
            printed, error = kernel.run(PROBE.format(expression), timeout)
        except DeadKernel as death:
            return {"error": {"cell": index, "ename": "DeadKernel", "evalue": str(death)}, "value": None}
        found = re.search("keras-doctor: (True|False)", printed)
        return {"error": error and dict(error, cell=len(cells)), "value": found and found.group(1) == "True"}


def main():
    job = json.load(sys.stdin)
    json.dump(run(job["cells"], job["expression"], job["timeout"]), sys.stdout)


if __name__ == "__main__":
    main()
