"""What a browser loads of the extension, in bytes after gzip, by when it is loaded.

`startup.py STATIC_FOLDER`. Read off the chunks themselves: the entry's list says what activation loads; the others are known by
a text that only their modules hold.
"""

import gzip
import json
import re
import sys
from pathlib import Path

FOLDER = Path(sys.argv[1])
GOALS = {"before the first notebook": 15000, "in total": 150000}
# Texts of the chunks that a notebook brings (what watches its kernel, the badge with its popup, the cards, the squiggles with
# CodeMirror's own lint), and of those that the rules need (rules and tables, the parser, PEP 440). The lint and the parser are
# counted though JupyterLab may share its own.
STAGES = {
    "with the first notebook": [
        "keras_doctor_probe",
        "jp-KerasDoctorCard",
        "Keras diagnosis",
        "jp-KerasDoctorPopup",
        "undoManager",
        "cm-diagnosticText",
    ],
    "with the first TensorFlow notebook": ["needs-keras-2", "ClassDefinition", "RANGE_PATTERN"],
}


def size(file):
    return len(gzip.compress(file.read_bytes(), 9))


def activation(scripts, texts):
    """The entry and what its two exposed modules load."""
    entry = next(file for file in scripts if file.name.startswith("remoteEntry"))
    exposed = re.search(r'"\./extension":.*?"\./style":.*?\.then', texts[entry]).group(0)
    numbers = re.findall(r"\.e\((\d+)\)", exposed)
    chunks = [file for file in scripts if file.name.split(".")[0] in numbers]
    return {entry, *chunks}


def main():
    scripts = sorted(FOLDER.glob("*.js"))
    texts = {file: file.read_text(encoding="utf-8") for file in scripts}
    stages = {"before the first notebook": activation(scripts, texts)}
    taken = set(stages["before the first notebook"])
    for stage, marks in STAGES.items():
        found = {file for file in scripts if any(re.search(mark, texts[file]) for mark in marks)} - taken
        if not found:
            raise SystemExit(f"no chunk is known by {marks}")
        stages[stage] = found
        taken |= found
    measurements, total = [], 0
    for stage, files in stages.items():
        total += sum(map(size, files))
        measurements.append(line(f"bytes {stage}", len(files), total, GOALS.get(stage)))
    measurements.append(line("bytes in total", len(scripts), sum(map(size, scripts)), GOALS["in total"]))
    print(json.dumps(measurements))


def line(what, chunks, size_, goal):
    """A size; those of the stages include what the stages before them loaded."""
    rivals = {"goal": goal} if goal else {}
    return {"what": what, "n": chunks, "unit": "chunks", "bytes": size_, "rivals": rivals, "fit": False}


if __name__ == "__main__":
    main()
