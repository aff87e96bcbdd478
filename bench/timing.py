"""How the Python rows are timed: rounds in which the candidates take turns, so that a busy moment hits all of them."""

import json
import statistics
import sys

QUICK = "--quick" in sys.argv


def take_turns(rounds, candidates):
    """The median milliseconds of each candidate, given as functions that say how many they took."""
    times = {name: [] for name in candidates}
    for _ in range(rounds):
        for name, candidate in candidates.items():
            times[name].append(candidate())
    return {name: statistics.median(values) for name, values in times.items()}


def report(measurements):
    """Hands the measurements to bench/run.py."""
    print(json.dumps(measurements))
