"""A real kernel, and the questions that Keras Doctor's frontend asks it."""

import json
import tempfile
import time
from contextlib import contextmanager
from queue import Empty

from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager


@contextmanager
def client_of(kernel):
    """Another client of a kernel, once what the kernel publishes reaches it too."""
    client = BlockingKernelClient()
    client.load_connection_info(kernel.manager.get_connection_info())
    client.start_channels()
    try:
        client.wait_for_ready(timeout=30)
        listen(client)
        yield client
    finally:
        client.stop_channels()


def listen(client):
    """A subscription may come to life after the first reply: asks until something is published for it, as JupyterLab does."""
    for _ in range(30):
        client.kernel_info()
        client.get_shell_msg(timeout=30)
        try:
            while client.get_iopub_msg(timeout=1)["content"].get("execution_state") != "idle":
                pass
            return
        except Empty:
            continue
    raise AssertionError("the kernel publishes nothing")


def ipykernel_command(python):
    """The command line of the ipykernel of an environment."""
    return [python, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--HistoryManager.hist_file=:memory:"]


class Kernel:
    """A kernel of some environment, by its Python or its command line; use it in a ``with`` statement."""

    def __init__(self, command, expression, cwd=None, env=None):
        self.expression = expression
        self.home = tempfile.TemporaryDirectory()  # not every kernel takes an option that keeps the history in memory
        self.manager = KernelManager()
        self.manager._kernel_spec = KernelSpec(
            argv=ipykernel_command(command) if isinstance(command, str) else command,
            display_name="test",
            language="python",
            env={"IPYTHONDIR": self.home.name, **(env or {})},
        )
        self.cwd = cwd

    def __enter__(self):
        self.manager.start_kernel(cwd=self.cwd)
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)
        self.drain()
        return self

    def __exit__(self, *_):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        self.home.cleanup()

    def drain(self, until=None):
        """The iopub messages that have come, each as (id of its request, type, content); with ``until``, to that
        request's end."""
        messages = []
        while True:
            try:
                message = self.client.get_iopub_msg(timeout=30 if until else 0.3)
            except Empty:
                return messages
            parent, kind, content = message["parent_header"] or {}, message["msg_type"], message["content"]
            request = parent.get("msg_id")
            messages.append((request, kind, content))
            if request == until and content.get("execution_state") == "idle":
                until = None

    def run(self, code, **options):
        """Runs a cell to its end."""
        request = self.client.execute(code, **options)
        return self.reply(request)["content"]

    def start(self, code, **options):
        """Starts a cell and waits until it is running."""
        request = self.client.execute(code, **options)
        while True:
            message = self.client.get_iopub_msg(timeout=20)
            parent = message["parent_header"] or {}  # xeus welcomes its clients by a message without one
            if parent.get("msg_id") == request and message["msg_type"] == "execute_input":
                return request

    def reply(self, request, timeout=30):
        """The reply to a shell request; replies to others are dropped."""
        end = time.monotonic() + timeout
        while True:
            message = self.client.get_shell_msg(timeout=end - time.monotonic())
            if message["parent_header"]["msg_id"] == request:
                return message

    def send(self, kind, content, subshell=None):
        message = self.client.session.msg(kind, content)
        if subshell:
            message["header"]["subshell_id"] = subshell
        self.client.shell_channel.send(message)
        return message["header"]["msg_id"]

    def control(self, kind, content):
        message = self.client.session.msg(kind, content)
        self.client.control_channel.send(message)
        return self.client.get_control_msg(timeout=10)["content"]

    def evaluate(self, expression, subshell=None, allow_stdin=False, timeout=30):
        """An expression's entry in the reply, asked as the frontend asks."""
        content = {
            "code": "",
            "silent": True,
            "store_history": False,
            "allow_stdin": allow_stdin,
            "stop_on_error": False,
            "user_expressions": {"keras-doctor": expression},
        }
        request = self.send("execute_request", content, subshell)
        self.last = request
        return self.reply(request, timeout)["content"]["user_expressions"]["keras-doctor"]

    def probe(self, **options):
        """What the probe answers."""
        entry = self.evaluate(self.expression, **options)
        assert entry["status"] == "ok", entry
        return json.loads(entry["data"]["text/plain"])
