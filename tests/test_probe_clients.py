"""Several clients on one kernel: two notebooks that both probe it, and a console that only listens."""

import json
from queue import Empty

import pytest

from kernel import client_of


@pytest.fixture
def console(any_kernel):
    with client_of(any_kernel) as client:
        yield client


@pytest.fixture
def second_notebook(any_kernel):
    with client_of(any_kernel) as client:
        yield client


def received(get, waker):
    """The next message. xeus-python may sleep over the second of two requests that come together (seen in 0.19.0: any further
    message wakes it), so that another client asks for something after a while; nothing is lost by it."""
    for _ in range(15):
        try:
            return get(timeout=2)
        except Empty:
            waker.kernel_info()
    raise AssertionError("no message")


def seen_by(client, requests):
    """What a client is told, each as (id of the request, kind, content), to the end of these requests."""
    seen, open_requests = [], set(requests)
    while open_requests:
        message = received(client.get_iopub_msg, client)
        request = (message["parent_header"] or {}).get("msg_id")
        seen.append((request, message["msg_type"], message["content"]))
        if message["content"].get("execution_state") == "idle":
            open_requests.discard(request)
    return seen


def reply_to(client, request, waker):
    while True:
        message = received(client.get_shell_msg, waker)
        if message["parent_header"]["msg_id"] == request:
            return message["content"]


def send_probe(kernel, client):
    message = client.session.msg("execute_request", probe_request(kernel))
    client.shell_channel.send(message)
    return message["header"]["msg_id"]


def probe_request(kernel):
    expressions = {"keras-doctor": kernel.expression}
    return {"code": "", "silent": True, "store_history": False, "stop_on_error": False, "user_expressions": expressions}


def test_other_clients_see_the_cells_and_nothing_of_the_probes(any_kernel, second_notebook, console):
    asked, ran = [], []
    for number in range(5):
        for notebook in (any_kernel.client, second_notebook):
            asked.append(send_probe(any_kernel, notebook))
        ran.append(any_kernel.client.execute("print(%d)" % number))
    seen = seen_by(console, asked + ran)

    of_probes = [(kind, content.get("execution_state")) for request, kind, content in seen if request in asked]
    assert sorted(of_probes) == [("status", "busy")] * 10 + [("status", "idle")] * 10
    others = [(kind, content) for request, kind, content in seen if request not in asked]
    assert "".join(content["text"] for kind, content in others if kind == "stream") == "0\n1\n2\n3\n4\n"
    inputs = [content for kind, content in others if kind == "execute_input"]
    assert [(one["code"], one["execution_count"]) for one in inputs] == [
        ("print(%d)" % number, number + 1) for number in range(5)
    ]
    assert {kind for kind, _ in others} <= {"status", "execute_input", "stream"}


def test_each_notebook_gets_its_own_answer(any_kernel, second_notebook, check_shape):
    clients = (second_notebook, any_kernel.client)
    asked = [send_probe(any_kernel, client) for client in clients]
    for client, waker, request in zip(clients, reversed(clients), asked):
        entry = reply_to(client, request, waker)["user_expressions"]["keras-doctor"]
        check_shape(json.loads(entry["data"]["text/plain"]))


def test_probe_waits_behind_the_cell_of_another_notebook(any_kernel, second_notebook):
    """One notebook's cell runs; the probe of another does not stop it, and is answered after it."""
    cell = any_kernel.start("import time; time.sleep(1); print('done')")
    request = send_probe(any_kernel, second_notebook)
    assert any_kernel.reply(cell)["content"]["status"] == "ok"
    reply = reply_to(second_notebook, request, any_kernel.client)
    assert reply["user_expressions"]["keras-doctor"]["status"] == "ok"
    text = "".join(content["text"] for _, kind, content in any_kernel.drain(until=cell) if kind == "stream")
    assert text == "done\n"
