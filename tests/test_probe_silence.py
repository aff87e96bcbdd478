"""The probe leaves no trace in a real kernel."""

import sys
import time

import pytest

from kernel import Kernel, client_of

PROBES = 50

# One expression that tells all that the probe must not change. It is evaluated as the probe is, and so in the same state.
STATE = """{
    'history': (len(In), sorted(Out), len(get_ipython().history_manager.input_hist_raw)),
    'last': (repr(_), repr(__), repr(___), repr(_i), repr(_oh)),
    'count': get_ipython().execution_count,
    'names': sorted(dir()), 'globals': sorted(globals()), 'builtins': sorted(vars(__import__('builtins'))),
    'input': __import__('builtins').input is kept_input,
    'path': __import__('sys').path[:], 'environ': dict(__import__('os').environ), 'cwd': __import__('os').getcwd(),
    'displayhook': repr(__import__('sys').displayhook), 'streams': repr((__import__('sys').stdout, __import__('sys').stderr)),
    'files': sorted(__import__('os').listdir('.')),
    'open': sorted(__import__('os').readlink('/proc/self/fd/' + fd) for fd in __import__('os').listdir('/proc/self/fd')
        if __import__('os').path.islink('/proc/self/fd/' + fd)
            and not __import__('os').readlink('/proc/self/fd/' + fd).startswith('/proc/')
            and not __import__('os').readlink('/proc/self/fd/' + fd).endswith('-journal')),
    'threads': sorted(__import__('os').listdir('/proc/self/task')),
}""".replace("\n", " ")

MODULES = "sorted(__import__('sys').modules)"

USERS_WORK = """
import builtins
kept_input = builtins.input
answer = 6 * 7
answer
"""


def evaluate(kernel, expression):
    entry = kernel.evaluate(expression)
    assert entry["status"] == "ok", entry
    return eval(entry["data"]["text/plain"])


def test_nothing_changes(any_kernel, check_shape):
    kernel = any_kernel
    kernel.run(USERS_WORK)
    kernel.run("answer + 1")
    evaluate(kernel, MODULES)
    before, modules = evaluate(kernel, STATE), evaluate(kernel, MODULES)
    kernel.drain(until=kernel.last)

    requests = []
    for _ in range(PROBES):
        check_shape(kernel.probe())
        requests.append(kernel.last)
    messages = kernel.drain(until=kernel.last)

    assert evaluate(kernel, STATE) == before
    brought = {name.partition(".")[0] for name in set(evaluate(kernel, MODULES)) - set(modules)}
    assert brought <= set(sys.stdlib_module_names)
    told = [(kind, content["execution_state"]) for request, kind, content in messages if request in requests]
    assert told == [("status", "busy"), ("status", "idle")] * PROBES
    assert {request for request, _, _ in messages} == set(requests)
    assert kernel.run("_")["execution_count"] == 3


def test_history_magic_does_not_show_it(any_kernel):
    any_kernel.run("one = 1")
    for _ in range(PROBES):
        any_kernel.probe()
    any_kernel.drain(until=any_kernel.last)
    any_kernel.run("%history")
    any_kernel.evaluate("0")
    messages = any_kernel.drain(until=any_kernel.last)
    shown = "".join(content["text"] for _, kind, content in messages if kind == "stream")
    assert shown.split() == ["one", "=", "1", "%history"]


def test_other_clients_see_no_more_than_a_status(any_kernel):
    with client_of(any_kernel) as other:
        any_kernel.drain()
        any_kernel.probe()
        seen = []
        while len(seen) < 2 or seen[-1] != "idle":
            message = other.get_iopub_msg(timeout=30)
            if (message["parent_header"] or {}).get("msg_id") == any_kernel.last:
                assert message["msg_type"] == "status"
                seen.append(message["content"]["execution_state"])
    assert seen == ["busy", "idle"]


def test_works_before_the_first_cell(any_kernel, check_shape):
    answer = check_shape(any_kernel.probe())
    assert "ipython" in [one["name"] for one in answer["distributions"]]
    assert answer["loaded"]["tensorflow"] is False
    assert answer["notes"] == []


def test_busy_kernel_answers_on_a_subshell(new_kernel, check_shape):
    new_kernel.run("1")
    subshell = new_kernel.control("create_subshell_request", {})["subshell_id"]
    cell = new_kernel.start("import time; time.sleep(5)")
    check_shape(new_kernel.probe(subshell=subshell, allow_stdin=True, timeout=2))
    new_kernel.control("delete_subshell_request", {"subshell_id": subshell})
    assert new_kernel.reply(cell)["content"]["status"] == "ok"


def test_kernel_that_computes_in_python_answers_on_a_subshell(new_kernel, check_shape):
    new_kernel.run("import time")
    subshell = new_kernel.control("create_subshell_request", {})["subshell_id"]
    cell = new_kernel.start("end = time.time() + 6\nwhile time.time() < end: pass")
    check_shape(new_kernel.probe(subshell=subshell, allow_stdin=True, timeout=5))
    new_kernel.control("delete_subshell_request", {"subshell_id": subshell})
    new_kernel.reply(cell)


def test_nothing_changes_beside_a_running_cell(new_kernel, hooks_pattern, check_shape, tmp_path):
    """As the frontend asks a busy kernel: on a subshell of its own each time, after a look at the hooks."""
    kernel = new_kernel
    kernel.run(USERS_WORK)
    kernel.run("import os, time")
    unused = kernel.control("create_subshell_request", {})["subshell_id"]
    kernel.control("delete_subshell_request", {"subshell_id": unused})
    assert hooks_pattern.search(inspected_hooks(kernel))
    before, modules = evaluate(kernel, STATE), evaluate(kernel, MODULES)
    cell = kernel.start("while not os.path.exists('enough'): time.sleep(0.05)")
    kernel.drain()

    requests = []
    for _ in range(PROBES):
        subshell = kernel.control("create_subshell_request", {})["subshell_id"]
        assert hooks_pattern.search(inspected_hooks(kernel, subshell))
        requests.append(kernel.last)
        check_shape(kernel.probe(subshell=subshell, allow_stdin=True))
        requests.append(kernel.last)
        assert kernel.control("list_subshell_request", {})["subshell_id"] == [subshell]
        kernel.control("delete_subshell_request", {"subshell_id": subshell})
        assert kernel.control("list_subshell_request", {})["subshell_id"] == []
    messages = kernel.drain(until=kernel.last)
    (tmp_path / "enough").touch()
    assert kernel.reply(cell)["content"]["execution_count"] == 3
    (tmp_path / "enough").unlink()

    until = time.monotonic() + 30  # ipykernel closes the pipes of threads that have ended every ten seconds
    while len(evaluate(kernel, STATE)["open"]) > len(before["open"]) and time.monotonic() < until:
        time.sleep(0.5)
    after = evaluate(kernel, STATE)
    of_the_cell = {"history", "last", "count", "names", "globals"}
    assert {key for key in before if before[key] != after[key]} <= of_the_cell
    assert after["count"] == before["count"] + 1
    assert set(after["names"]) - set(before["names"]) == {"_i3"}
    assert (after["last"][0], after["history"][1]) == (before["last"][0], before["history"][1])
    brought = {name.partition(".")[0] for name in set(evaluate(kernel, MODULES)) - set(modules)}
    assert brought <= set(sys.stdlib_module_names)
    assert {kind for request, kind, _ in messages if request in requests} == {"status"}
    assert {kind for request, kind, _ in messages if request == cell} == set()


@pytest.mark.parametrize("allow_stdin", [True, False])
def test_running_cell_can_ask_for_input_only_if_the_probe_allows_it_too(new_kernel, allow_stdin):
    """Why the frontend allows input on a subshell: ipykernel takes the word of the last request for all its shells."""
    subshell = new_kernel.control("create_subshell_request", {})["subshell_id"]
    cell = new_kernel.start("import time; time.sleep(1.5); name = input('?')", allow_stdin=True)
    new_kernel.probe(subshell=subshell, allow_stdin=allow_stdin)
    if allow_stdin:
        new_kernel.client.get_stdin_msg(timeout=10)
        new_kernel.client.input("Ada")
    reply = new_kernel.reply(cell)["content"]
    assert reply.get("ename") == (None if allow_stdin else "StdinNotImplementedError")


HOOKS = "get_ipython.__self__.events.callbacks"


def inspected_hooks(kernel, subshell=None):
    content = {"code": HOOKS, "cursor_pos": len(HOOKS), "detail_level": 0}
    kernel.last = kernel.send("inspect_request", content, subshell)
    return kernel.reply(kernel.last)["content"]["data"]["text/plain"]


def test_inspection_tells_whether_a_subshell_would_run_hooks(new_kernel, hooks_pattern):
    """A hook, such as the one that draws matplotlib's figures, would run at the end of the probe's request too."""
    assert hooks_pattern.search(inspected_hooks(new_kernel))
    new_kernel.run("def flush_figures(): pass\nget_ipython().events.register('post_execute', flush_figures)")
    assert not hooks_pattern.search(inspected_hooks(new_kernel))


def test_reads_nothing_into_the_namespace_of_a_second_notebook(any_kernel_command, expression, tmp_path):
    with Kernel(any_kernel_command, expression, cwd=str(tmp_path)) as kernel:
        first, second = kernel.probe(), kernel.probe()
    assert first == second
