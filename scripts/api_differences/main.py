"""Measures, merges and writes the table, or checks that the file is what the packages say."""

import gzip
import json
import pathlib
import re

from api_differences import candidates, environments, measure
from api_differences.classes import FAMILIES
from api_differences.merge import ROOTS, merge
from api_differences.replacements import replacements

TABLE = pathlib.Path(__file__).parents[2] / "src/core/compatibility/api-differences.json"


def main(arguments):
    try:
        text = build()
    except environments.Missing as reason:
        if "--check" not in arguments:
            raise
        print(f"skipped: the environments cannot be had here ({reason})")
        return 0
    if "--check" not in arguments:
        TABLE.write_text(text, encoding="utf-8")
        print(f"{TABLE.name}: {text.count(chr(10))} lines, {len(gzip.compress(text.encode(), 9)) / 1024:.1f} kB gzip")
    elif not TABLE.exists() or TABLE.read_text(encoding="utf-8") != text:
        print(f"{TABLE.name} is not what scripts/generate-api-differences writes")
        return 1
    return 0


def build():
    surfaces = {release: measure.surfaces(release) for release in environments.RELEASES}
    asked = candidates.collect(surfaces)
    calls = {release: measure.calls(release, asked) for release in environments.RELEASES}
    rows, bases, aliases, modules = merge(surfaces, calls)
    newest = surfaces[environments.KERAS_3_RELEASES[-1]]["tensorflow.keras"]["names"]
    differences = {
        "releases": {"keras2": environments.KERAS_2_RELEASES, "keras3": environments.KERAS_3_RELEASES},
        "families": FAMILIES,
        "bases": bases,
        "aliases": by_owner(aliases),
        "replacements": by_owner(replacements(rows, newest)),
        "rows": by_owner({**names(modules, rows), **rows}),
    }
    return f"{_text(differences)}\n"


def names(modules, rows):
    """{"layers.Add": ""} for everything that a star import can bind, on any side and by either root: the table has each of these
    names, and nothing to say about those without a row."""
    bound = {f"{module}.{name}".lstrip("."): "" for module, found in modules.items() for name in found}
    named = {name for name in rows if re.fullmatch(r"[\w.]+", name) and not name.startswith(tuple(ROOTS))}
    if named - bound.keys():
        raise RuntimeError(f"rows of names that no star import binds: {sorted(named - bound.keys())}")
    return bound


def by_owner(texts):
    """{"layers": {"2": "RandomWidth …"}, "backend": {"ops.*": "abs"}}: a text once in each module or class; `*` is the name."""
    owners = {}
    for name, text in sorted(texts.items()):
        owner, part = split(name)
        parts = owners.setdefault(owner, {}).setdefault(re.sub(rf"\.{re.escape(part)}$", ".*", text), [])
        parts.append(part)
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


def _text(data, indent=""):
    """JSON with one line per name, whatever the depth."""
    if not isinstance(data, dict):
        return json.dumps(data)
    inner = f"{indent}  "
    lines = ",\n".join(f"{inner}{json.dumps(name)}: {_text(entry, inner)}" for name, entry in data.items())
    return f"{{\n{lines}\n{indent}}}"
