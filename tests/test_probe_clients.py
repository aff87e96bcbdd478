"""Several clients on one kernel: two notebooks that both probe it, and a console that only listens."""

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


def seen_by(client, requests):
    """What a client is told, each as (id of the request, kind, content), to the end of these requests."""
    seen, open_requests = [], set(requests)
    while open_requests:
        message = client.get_iopub_msg(timeout=30)
        request = (message["parent_header"] or {}).get("msg_id")
        seen.append((request, message["msg_type"], message["content"]))
        if message["content"].get("execution_state") == "idle":
            open_requests.discard(request)
    return seen


def probe_request(kernel):
    expressions = {"keras-doctor": kernel.expression}
    return {"code": "", "silent": True, "store_history": False, "stop_on_error": False, "user_expressions": expressions}


def test_other_clients_see_the_cells_and_nothing_of_the_probes(any_kernel, second_notebook, console):
    asked, ran = [], []
    for number in range(5):
        for notebook in (any_kernel.client, second_notebook):
            message = notebook.session.msg("execute_request", probe_request(any_kernel))
            notebook.shell_channel.send(message)
            asked.append(message["header"]["msg_id"])
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
    message = second_notebook.session.msg("execute_request", probe_request(any_kernel))
    second_notebook.shell_channel.send(message)
    check_shape(any_kernel.probe())
    reply = second_notebook.get_shell_msg(timeout=30)
    assert reply["parent_header"]["msg_id"] == message["header"]["msg_id"]
    assert reply["content"]["user_expressions"]["keras-doctor"]["status"] == "ok"


def test_probe_waits_behind_the_cell_of_another_notebook(any_kernel, second_notebook, check_shape):
    """One notebook's cell runs; the probe of another does not stop it, and is answered after it."""
    cell = any_kernel.start("import time; time.sleep(1); print('done')")
    message = second_notebook.session.msg("execute_request", probe_request(any_kernel))
    second_notebook.shell_channel.send(message)
    assert any_kernel.reply(cell)["content"]["status"] == "ok"
    reply = second_notebook.get_shell_msg(timeout=30)["content"]
    assert reply["user_expressions"]["keras-doctor"]["status"] == "ok"
    text = "".join(content["text"] for _, kind, content in any_kernel.drain(until=cell) if kind == "stream")
    assert text == "done\n"
