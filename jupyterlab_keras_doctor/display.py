"""Puts the card into a cell's output: what is to be told, packed, and the code that shows it."""

import base64
import gzip
import hashlib
import html
import json
import uuid
from pathlib import Path

STATIC = Path(__file__).resolve().parent / "static"
TEMPLATE = """<div id="{id}" data-keras-doctor="{payload}"><pre>{text}</pre></div>
<script>{loader}kerasDoctorLoad("{id}","{version}","{code}")</script>"""

NO_CARD = "Keras Doctor: this installation was built without the card (static/card.js is missing)."

_packed = {}


def packed(text):
    """Compressed, as base64: it cannot break out of HTML or of a script, whatever the text holds."""
    return base64.b64encode(gzip.compress(text.encode("utf-8"), 9, mtime=0)).decode("ascii")


def built(name):
    """A file that `scripts/build-card` makes; None where it is missing."""
    try:
        return (STATIC / name).read_text(encoding="utf-8")
    except OSError:
        return None


def code():
    """The card's script, packed; made once per session."""
    if "code" not in _packed:
        _packed["code"] = packed(built("card.js") or "")
    return _packed["code"]


def version():
    """Tells one build of the card from another, for pages that hold outputs of both."""
    return hashlib.sha256(code().encode("ascii")).hexdigest()[:12]


def bundle(payload, text, with_code):
    """The output as data by type. `with_code` makes it complete in itself; without, the page or the kernel has the code."""
    loader = built("loader.js")
    if loader is None or built("card.js") is None:
        return {"text/plain": "%s\n%s" % (text, NO_CARD)}
    shown = TEMPLATE.format(
        id="keras-doctor-%s" % uuid.uuid4().hex,
        payload=packed(json.dumps(payload)),
        text=html.escape(text),
        loader=loader,
        version=version(),
        code=code() if with_code else "",
    )
    return {"text/plain": text, "text/html": shown}


def show(payload, text, with_code):
    """Shows the card as an output of the running cell."""
    from IPython.display import display

    display(bundle(payload, text, with_code), raw=True)


def facts(environment, why=""):
    """The probe's facts in words, for where no card can be shown. What they mean for a notebook the card's code tells."""
    if "error" in environment:
        return "Keras Doctor could not look at this Python: %s" % environment["error"]
    versions = {one["name"]: one["version"] for one in environment["distributions"]}
    tensorflow = next((name for name in ("tensorflow", "tensorflow-cpu", "tf-nightly") if name in versions), "tensorflow")
    names = (tensorflow, "keras", "tf-keras")
    loaded = environment["loaded"]
    parts = ["Python %s" % environment["python"]]
    parts += ["%s %s" % (name, versions.get(name, "not installed")) for name in names]
    parts.append("TF_USE_LEGACY_KERAS %s" % (environment["variables"]["TF_USE_LEGACY_KERAS"] or "not set"))
    parts.append("TensorFlow %s" % ("imported" if loaded["tensorflow"] else "not imported yet"))
    if loaded["tfKeras"]:
        parts.append("tf.keras is %s" % loaded["tfKeras"])
    return "Keras Doctor: %s.%s" % ("; ".join(parts), "\n%s" % why if why else "")
