"""A walk over the syntax trees of notebooks by CPython's `ast`, as `tf_upgrade_v2` does it: the dotted name of every attribute
and call is looked at. `ast_walk.py FOLDER` prints how many there are."""

import ast
import json
import sys
from pathlib import Path


def dotted(node):
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        parts.append(node.id)
    return ".".join(reversed(parts))


def walk(path):
    count = 0
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        lines = ("pass" if line.startswith(("%", "!")) else line for line in "".join(cell["source"]).split("\n"))
        for node in ast.walk(ast.parse("\n".join(lines))):
            if isinstance(node, (ast.Attribute, ast.Call)):
                name = dotted(node.func if isinstance(node, ast.Call) else node)
                count += name.startswith(("tf.", "keras.", "layers."))
    return count


print(sum(walk(path) for path in sorted(Path(sys.argv[1]).rglob("*.ipynb"))))
