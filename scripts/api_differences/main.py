"""Measures, merges and writes the tables, or checks that the files are what the packages say."""

import gzip
import json
import pathlib

from api_differences import candidates, environments, measure
from api_differences.classes import FAMILIES
from api_differences.merge import merge
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
        "rows": dict(sorted(rows.items())),
    }
    return {FOLDER / "api-differences.json": _text(differences), FOLDER / "api-names.json": _text(names(modules))}


def names(modules):
    """{"modules": {"layers": "Activation Add …"}}: what a star import of a module can bind, on any side and by either root."""
    return {"modules": {module: " ".join(sorted(bound)) for module, bound in sorted(modules.items()) if bound}}


def _text(data):
    """JSON with one line per name, whatever the depth."""
    sections = []
    for key, value in data.items():
        lines = ",\n".join(f"    {json.dumps(name)}: {json.dumps(entry)}" for name, entry in value.items())
        sections.append(f"  {json.dumps(key)}: {{\n{lines}\n  }}")
    return "{\n" + ",\n".join(sections) + "\n}\n"
