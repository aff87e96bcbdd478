"""Puts the surfaces of all releases side by side and keeps what differs, one line of text per name."""

import re

from api_differences.availability import EVERYWHERE, encode
from api_differences.classes import Classes
from api_differences.environments import LEGACY_RELEASES

ROOTS = {"tensorflow.keras": EVERYWHERE, "keras": EVERYWHERE - set(LEGACY_RELEASES), "tensorflow.compat.v1.keras": EVERYWHERE}
SOURCE_TREE = {"2.9", "2.10", "2.11", "2.12"}
LEAKS = re.compile(r"^[A-Z0-9_]+$|V[12]$|^(de)?serialize_|^layers$|_v[12]$")
# get() finds them and fit() then fails, or the other way round: no word on them.
UNUSABLE = {"activation 'threshold'", "metric 'mean'", "metric 'sum'", "metric 'MeanTensor'", "regularizer 'l1l2'"}
RAISED = ("ImportError", "RuntimeError", "ValueError", "AttributeError")
V1 = "tensorflow.compat.v1.keras"


def merge(surfaces, calls):
    """(rows, bases, aliases, module names) of everything that differs."""
    present = {root: _presence(surfaces, root) for root in ROOTS}
    classes = Classes(surfaces, calls, present["tensorflow.keras"])
    rows = {**_names(present), **classes.rows(), **_identifiers(calls)}
    return rows, classes.bases(rows), classes.aliases(rows), _modules(surfaces)


def unusable(entry):
    """A name whose call does nothing but raise; methods that wait for a subclass raise NotImplementedError and are not meant."""
    stub = entry.get("stub") or ""
    if "backend" in stub:  # another backend has it
        return False
    return "deprecated" in stub or stub.startswith(tuple(f"raise {error}" for error in RAISED))


def _presence(surfaces, root):
    """{path: (releases that have it, releases where it can also be called)}"""
    found = {}
    for release, surface in surfaces.items():
        for path, entry in surface.get(root, {"names": {}})["names"].items():
            have, usable = found.setdefault(path, (set(), set()))
            have.add(release)
            if not unusable(entry):
                usable.add(release)
    if root == "keras":
        # `import keras` redirected to tf-keras: the alias form of the fix.
        for path, (have, usable) in found.items():
            for release in LEGACY_RELEASES:
                entry = surfaces[release]["tensorflow.keras"]["names"].get(path)
                if entry:
                    have.add(release)
                    if not unusable(entry):
                        usable.add(release)
    return found


def _names(present):
    """Rows of paths that are not everywhere, without those that only follow their module."""
    tables = {root: _differing(root, paths) for root, paths in present.items()}
    new, old, v1 = (tables[root] for root in ("tensorflow.keras", "keras", V1))
    rows = {}
    for path in sorted(set(new) | set(old)):
        if new.get(path) == old.get(path):
            rows[path] = new[path]
            continue
        for root, table in (("tensorflow.keras", new), ("keras", old)):
            if path in table:
                rows[f"{root}.{path}"] = table[path]
    for path, text in v1.items():
        if text != new.get(path) and text != "3":
            rows[f"{V1}.{path}"] = text
    return rows


def _differing(root, paths):
    rows = {}
    for path, (have, usable) in sorted(paths.items()):
        parent = paths.get(path.rpartition(".")[0])
        if root == "keras" and _is_leak(path, have, parent):
            continue
        inherited = parent[0] if parent else ROOTS[root] | set(LEGACY_RELEASES)
        if have == inherited and usable == have:
            continue
        if usable == have or not usable:
            rows[path] = encode(usable)
        elif usable < have:
            rows[path] = encode(usable) + " call"
    return rows


def _is_leak(path, have, parent):
    """Up to 2.12 `import keras` was the source tree: what its files define for themselves was never meant to be used."""
    if not have <= SOURCE_TREE or parent is None:
        return False
    name = path.rpartition(".")[2]
    inside = parent[0] <= SOURCE_TREE or path.startswith(("applications.", "backend."))
    return inside or bool(LEAKS.search(name))


def _identifiers(calls):
    words = {(kind, word) for found in calls.values() for kind, known in found["identifiers"].items() for word in known}
    rows = {}
    for kind, word in sorted(words):
        have = {release for release, found in calls.items() if word in found["identifiers"][kind]}
        if have != EVERYWHERE and f"{kind} '{word}'" not in UNUSABLE:
            rows[f"{kind} '{word}'"] = encode(have)
    return rows


def _modules(surfaces):
    """{module: names that `from module import *` binds on some side}; the source tree of 2.9 to 2.12 is left out."""
    found = {}
    for release, surface in surfaces.items():
        for root in ("tensorflow.keras", "keras"):
            if root == "keras" and release in SOURCE_TREE:
                continue
            for module, names in surface.get(root, {"exported": {}})["exported"].items():
                found.setdefault(module, set()).update(names)
    return found
