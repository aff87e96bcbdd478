"""The IPython extension: the magic, the hook after each cell, and what the card may ask of the kernel.

No rule lives here: Python gathers what the kernel and the frontend know, the card's code (the same as JupyterLab's and the
command line's) thinks about it in the browser.
"""

import json
import os
import re
import sys
import traceback

from . import display, source
from .probe import Answer

USAGE = """%keras_doctor           shows the card
%keras_doctor report    the report for an issue, as Markdown
%keras_doctor apply     sets TF_USE_LEGACY_KERAS=1 in this kernel, where TensorFlow is not imported yet
%keras_doctor off | on  whether errors and changes are answered by a card below the cell"""
ONLY_FACTS = """These are the facts. What they mean for a notebook is told in a notebook, or by the command line
(it needs Node 20): keras-doctor check NOTEBOOK.ipynb"""
LIGHT = "Run %keras_doctor to see what it is about."

VARIABLE = "TF_USE_LEGACY_KERAS"
MAX_ERROR = 12000
# A cheap look, so that not every failed cell gets an output. It judges nothing: what passes may still be of no known cause.
CONCERNS = re.compile("keras|tensorflow|transformers", re.IGNORECASE)
LOADS = re.compile(r"^\s*%%load_ext\s+%s\b" % __package__, re.MULTILINE)
MODULES = ("tensorflow", "keras", "tf_keras")

_state = {"shell": None, "on": False, "places": None, "seen": None}


def load(shell):
    """Registers the magic, the hook and, on Colab, the card's callbacks; then shows the card."""
    shell.register_magic_function(keras_doctor, "line", "keras_doctor")
    if _state["shell"] is None:
        shell.events.register("pre_run_cell", before_cell)
    _state["shell"] = shell
    register_callbacks()
    switch(True)
    show("full")


def unload(shell):
    switch(False)
    if _state["shell"] is not None:
        shell.events.unregister("pre_run_cell", before_cell)
    _state["shell"] = None
    shell.magics_manager.magics["line"].pop("keras_doctor", None)


def keras_doctor(line):
    """Shows Keras Doctor's card; `%keras_doctor help` lists what else there is."""
    wish = line.strip().lower()
    if wish == "":
        show("full")
    elif wish == "report":
        show("report")
    elif wish == "apply":
        print(apply_now())
        show("full")
    elif wish in ("on", "off"):
        switch(wish == "on")
        print("Keras Doctor answers errors and changes below the cell: %s." % wish)
        if wish == "on" and is_terminal(shell_now()):
            print("In a terminal there is nothing below a cell: it answers in notebooks only.")
    else:
        if wish not in ("help", "?"):
            print("%%keras_doctor knows no %s." % " ".join(line.split())[:80])
        print(USAGE)


def shell_now():
    """The running IPython; None in a plain Python."""
    ipython = sys.modules.get("IPython")
    return _state["shell"] or (ipython and ipython.get_ipython())


def is_terminal(shell):
    """Whether outputs are text only: a plain Python, or IPython in a terminal."""
    return getattr(shell, "kernel", None) is None


def look():
    """What the probe sees, as text (for the card) and as data."""
    answer = repr(Answer())
    return answer, json.loads(answer)


def show(mode, error=None):
    """Shows the card: `full`, `report`, or the short ones below a cell, `error` and `badge`."""
    shell = shell_now()
    answer, environment = look()
    if is_terminal(shell):
        print(display.facts(environment, ONLY_FACTS))
        return
    remember(environment)
    payload = payload_of(shell, mode, answer, error)
    with_code = mode in ("full", "report")
    display.show(payload, display.facts(environment, "" if with_code else LIGHT), with_code)


def payload_of(shell, mode, answer, error=None):
    """All that the card's code thinks about."""
    return {"mode": mode, "probe": answer, "notebook": source.notebook(shell), "error": error}


def apply_now():
    """Sets the variable in this process if that is in time, and says what it did."""
    if "tensorflow" in sys.modules:
        return "Nothing was changed: TensorFlow is imported already and has chosen its Keras. Restart, then apply."
    os.environ[VARIABLE] = "1"
    return "%s=1 is set in this kernel, until it restarts. A fix cell keeps it in the notebook." % VARIABLE


# The hook


def switch(on):
    """Registers or removes the hook that runs after each cell."""
    shell = shell_now()
    if on and not _state["on"]:
        shell.events.register("post_run_cell", after_cell)
    elif not on and _state["on"]:
        shell.events.unregister("post_run_cell", after_cell)
    _state["on"] = on


def before_cell(info):
    """Lets the cell that loads the extension show the card whenever it is run: IPython loads an extension only once."""
    if LOADS.search(info.raw_cell or ""):
        shell_now().extension_manager.loaded.discard(__package__)


def after_cell(result):
    """Below a failed cell the card of its error, which shows nothing where no rule knows it; the badge when it changed."""
    shell = shell_now()
    if is_terminal(shell) or not getattr(result.info, "store_history", True):
        return
    try:
        fault = result.error_before_exec or result.error_in_exec
        if fault is not None:
            error = described(fault)
            if imported() or CONCERNS.search(error["traceback"]):
                show("error", error)
        elif may_have_changed() and remember(look()[1]):
            show("badge")
    except Exception as problem:  # a hook must never stand between people and their work
        switch(False)
        print("Keras Doctor stopped watching: %s: %s (%%keras_doctor on)" % (type(problem).__name__, problem))


def described(fault):
    """An exception in the shape of a cell's output, from the cell on: IPython's own frames are the same for all."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_frame.f_globals.get("__name__", "").startswith("IPython."):
        trace = trace.tb_next
    whole = "".join(traceback.format_exception(type(fault), fault, trace))
    return {"ename": type(fault).__name__, "evalue": str(fault)[:MAX_ERROR], "traceback": whole[-MAX_ERROR:]}


def imported():
    """Those of TensorFlow and the Keras packages that are in this process."""
    return [name for name in MODULES if name in sys.modules]


def may_have_changed():
    """Whether a probe could see something new: imports, the variables, or the folders in which packages lie."""
    places = [imported(), os.environ.get(VARIABLE), os.environ.get("KERAS_BACKEND")]
    for path in sys.path:
        if isinstance(path, str) and path.endswith("-packages"):
            try:
                places.append((path, os.stat(path).st_mtime_ns))
            except OSError:
                continue
    changed = places != _state["places"]
    _state["places"] = places
    return changed


def remember(environment):
    """Keeps what the badge is made of; True when it differs from what was shown last."""
    if "error" in environment:
        return False
    shown = {one["name"]: one["version"] for one in environment["distributions"]}
    seen = [environment["loaded"], environment["variables"], {name: shown.get(name) for name in SHOWN}]
    changed, _state["seen"] = seen != _state["seen"], seen
    may_have_changed()
    return changed


SHOWN = ("tensorflow", "tensorflow-cpu", "tf-nightly", "keras", "tf-keras")


# What the card may ask of the kernel, on Colab. None of these takes code: an output of a notebook can only ask for these.


def register_callbacks():
    if "google.colab" not in sys.modules:
        return
    from google.colab import output

    for name, answer in (("code", give_code), ("check", check_again), ("apply", apply_and_check), ("restart", restart)):
        output.register_callback("keras_doctor.%s" % name, answer)


def as_json(value):
    from IPython.display import JSON

    return JSON(value)


def give_code():
    return as_json({"code": display.code()})


def check_again(said=None):
    shell = shell_now()
    answer, environment = look()
    remember(environment)
    return as_json({"payload": json.dumps(payload_of(shell, "full", answer)), "said": said})


def apply_and_check():
    return check_again(apply_now())


def restart():
    """Ends this kernel; Colab starts a new one in its place (condacolab and Google's samples restart in the same way)."""
    shell_now().kernel.do_shutdown(True)
    return as_json({"said": None})
