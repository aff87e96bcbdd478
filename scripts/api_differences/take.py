"""Runs inside one environment: `python -m api_differences.take RELEASE OUTPUT [CANDIDATES]` writes what is there as JSON."""

import json
import sys

from api_differences import arguments, identifiers, surface


def main():
    release, output = sys.argv[1:3]
    if len(sys.argv) == 3:
        found = surface.take(release)
    else:
        with open(sys.argv[3], encoding="utf-8") as file:
            found = calls(json.load(file))
    with open(output, "w", encoding="utf-8") as file:
        json.dump(found, file, sort_keys=True)


def calls(candidates):
    """What only running the code tells: arguments taken, attributes of instances, strings understood."""
    import inspect

    import tensorflow

    keras = tensorflow.keras
    objects, _ = surface.walk(surface.roots("legacy")["tensorflow.keras"])
    classes = {path: value for path, value in objects.items() if inspect.isclass(value) and path in candidates["constructors"]}
    constructors = {}
    arguments.probe_constructors(classes, candidates["constructors"], constructors)
    return {
        "constructors": constructors,
        "methods": arguments.probe_methods(keras, candidates["methods"]),
        "models": arguments.model_attributes(keras),
        "identifiers": identifiers.take(keras, candidates["identifiers"]),
    }


if __name__ == "__main__":
    main()
