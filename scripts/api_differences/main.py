"""Measures, merges and writes the tables, or checks that the files are what the packages say."""

import gzip
import json
import pathlib
import re

from api_differences import candidates, environments, measure
from api_differences.classes import FAMILIES
from api_differences.merge import ROOTS, merge
from api_differences.replacements import replacements

FOLDER = pathlib.Path(__file__).parents[2] / "src/core/compatibility"


def main(arguments):
    try:
        files = build()
    except environments.Missing as reason:
        if "--check" not in arguments:
            raise
        print(f"skipped: the environments cannot be had here ({reason})")
        return 0
    stale = [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in arguments:
        for path in stale:
            print(f"{path.name} is not what scripts/generate-api-differences writes")
        return 1 if stale else 0
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
        print(f"{path.name}: {text.count(chr(10))} lines, {len(gzip.compress(text.encode(), 9)) / 1024:.1f} kB gzip")
    return 0


def build():
    """{file: text}"""
    surfaces = {release: measure.surfaces(release) for release in environments.RELEASES}
    asked = candidates.collect(surfaces)
    calls = {release: measure.calls(release, asked) for release in environments.RELEASES}
    rows, bases, aliases, modules = merge(surfaces, calls)
    newest = surfaces[environments.KERAS_3_RELEASES[-1]]["tensorflow.keras"]["names"]
    differences = {
        "releases": {"keras2": environments.KERAS_2_RELEASES, "keras3": environments.KERAS_3_RELEASES},
        "families": FAMILIES,
        "bases": bases,
        "aliases": aliases,
        "replacements": replacements(rows, newest),
        "rows": by_owner(rows),
    }
    texts = {"api-differences.json": differences, "api-names.json": names(modules, rows)}
    return {FOLDER / name: f"{_text(table)}\n" for name, table in texts.items()}


def by_owner(rows):
    """{"layers": {"3.3-": "MelSpectrogram …"}, "Model": {"2": "#evaluate(workers) …"}}: each text once for a module or class."""
    owners = {}
    for name, text in sorted(rows.items()):
        owner, part = split(name)
        owners.setdefault(owner, {}).setdefault(text, []).append(part)
    return {
        owner: {text: " ".join(parts) for text, parts in sorted(texts.items())} for owner, texts in sorted(owners.items())
    }


def split(name):
    """`layers.GRU` is GRU in layers, `Model#fit(workers)` is #fit(workers) of Model, `loss 'mse'` is 'mse' of loss."""
    inside = re.search(r"[ #(\[]", name)
    if inside:
        return name[: inside.start()], name[inside.start() :].lstrip()
    owner, _, part = name.rpartition(".")
    return owner, part


def names(modules, rows):
    """{"modules": {"layers": "Activation Add …"}}: what a star import of a module can bind, on any side and by either root,
    except what has a row, so that each name is written once."""
    paths = {module: {f"{module}.{name}".lstrip("."): name for name in found} for module, found in modules.items() if found}
    bound = {path for found in paths.values() for path in found}
    named = {name for name in rows if re.fullmatch(r"[\w.]+", name) and not name.startswith(tuple(ROOTS))}
    if named - bound:
        raise RuntimeError(f"rows of names that no star import binds: {sorted(named - bound)}")
    return {
        "modules": {
            module: " ".join(sorted(name for path, name in found.items() if path not in rows))
            for module, found in sorted(paths.items())
        }
    }


def _text(data, indent=""):
    """JSON with one line per name, whatever the depth."""
    if not isinstance(data, dict):
        return json.dumps(data)
    inner = f"{indent}  "
    lines = ",\n".join(f"{inner}{json.dumps(name)}: {_text(entry, inner)}" for name, entry in data.items())
    return f"{{\n{lines}\n{indent}}}"
