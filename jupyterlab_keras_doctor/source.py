"""The notebook's own source, by whatever means the frontend gives it to a kernel. Reads only; changes nothing."""

import json
import os
import sys

SECONDS = 5
MAX_BYTES = 64 << 20
MAX_CELLS, MAX_SOURCE = 2000, 1 << 20


def notebook(shell):
    """The cells as plain data.

    ``origin`` says how they were found: ``colab`` (as shown), ``file`` (as last saved; ``saved`` tells whether the running
    cell is in it) or ``history`` (only what has run, the place of a cell being its execution count).
    """
    document = from_colab()
    if document is not None:
        return described(document, "colab", True)
    document = from_file(shell)
    if document is not None:
        running = current(shell)
        saved = not running or any(text(cell).strip() == running for cell in document["cells"] if isinstance(cell, dict))
        return described(document, "file", saved)
    return {"origin": "history", "saved": True, "language": "python", "cells": [plain({"source": one}) for one in ran(shell)]}


def from_colab():
    """The notebook as Colab's frontend shows it; None elsewhere and where it does not answer in time."""
    if "google.colab" not in sys.modules:
        return None
    try:
        # Private, but the only way: google.colab's own tools for forms and snippets ask in these words.
        from google.colab import _message

        answer = _message.blocking_request("get_ipynb", request="", timeout_sec=SECONDS)
        return checked(answer["ipynb"])
    except Exception:
        return None


def from_file(shell):
    """The notebook as last saved, where the frontend tells the kernel its path: VS Code in a variable, Jupyter Server in
    the environment."""
    for path in (shell.user_ns.get("__vsc_ipynb_file__"), os.environ.get("JPY_SESSION_NAME")):
        if not isinstance(path, str) or not path.endswith(".ipynb"):
            continue
        try:
            if os.path.getsize(path) <= MAX_BYTES:
                with open(path, encoding="utf-8") as file:
                    return checked(json.load(file))
        except (OSError, ValueError):
            continue
    return None


def ran(shell):
    """The cells that have run, as they were written, by execution count."""
    return [str(one) for one in list(shell.history_manager.input_hist_raw)[1:]]


def current(shell):
    """The cell that is running, or ran last; empty before the first."""
    return "".join(ran(shell)[-1:]).strip()


def checked(document):
    """The document, where it is a notebook."""
    if not isinstance(document, dict) or not isinstance(document.get("cells"), list):
        raise ValueError("not a notebook")
    return document


def described(document, origin, saved):
    metadata = document.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    language = None
    for key, field in (("language_info", "name"), ("kernelspec", "language")):
        section = metadata.get(key)
        if language is None and isinstance(section, dict) and isinstance(section.get(field), str):
            language = section[field]
    cells = [plain(cell) for cell in document["cells"][:MAX_CELLS] if isinstance(cell, dict)]
    return {"origin": origin, "saved": saved, "language": language, "cells": cells}


def plain(cell):
    """What the diagnosis needs of a cell: no output, and of text cells only that they are there, so that numbers fit."""
    kind = cell.get("cell_type", "code")
    metadata = cell.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    mark = metadata.get("keras_doctor")
    return {
        "type": kind if kind in ("code", "raw") else "markdown",
        "source": text(cell)[:MAX_SOURCE] if kind == "code" else "",
        "editable": metadata.get("editable") is not False,
        "insertedBy": mark.get("rule") if isinstance(mark, dict) and isinstance(mark.get("rule"), str) else None,
    }


def text(cell):
    """A cell's source, which nbformat keeps as a text or as its lines."""
    source = cell.get("source")
    lines = source if isinstance(source, list) else [source]
    return "".join(line for line in lines if isinstance(line, str))
