"""What the benchmarks say of their measurements: growth, ratios, and which of them are over budget."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "bench"))

import table  # noqa: E402


def measurement(n, ms, **rivals):
    return {"what": "scan", "n": n, "unit": "cells", "ms": ms, "rivals": rivals}


def test_the_exponent_is_the_power_of_the_size():
    measurements = [measurement(n, 3 * n**1.5) for n in (10, 100, 1000)]
    assert table.exponents(measurements) == {"scan": 1.5}


def test_no_exponent_through_two_sizes_or_through_nothing_added():
    assert table.exponents([measurement(n, n) for n in (10, 100)]) == {}
    assert table.exponents([measurement(n, n - 100) for n in (10, 100, 1000)]) == {}


def test_a_ratio_is_of_one_size():
    assert table.ratios([measurement(10, 6, ruff=2), measurement(20, 5, ruff=10)]) == {
        "scan / ruff": {"10 cells": 3, "20 cells": 0.5}
    }


@pytest.mark.parametrize("budget, excesses", [(2.9, ["scan / ruff at 10 cells: 3, budget 2.9"]), (3.1, [])])
def test_a_ratio_is_held_to_its_budget(budget, excesses):
    found = table.ratios([measurement(10, 6, ruff=2)])
    assert list(table.over_budget(found, {"scan / ruff": {"budget": budget}}, is_whole=True)) == excesses


def test_a_budget_without_a_measurement_is_told_in_a_whole_run_only():
    limits = {"gone / ruff": {"budget": 1}}
    assert list(table.over_budget({}, limits, is_whole=True)) == ["gone / ruff: not measured"]
    assert list(table.over_budget({}, limits, is_whole=False)) == []


def test_the_table_tells_whether_a_goal_is_met():
    text = table.table([measurement(10, 6, ruff=2, limit=8)], {}, {"scan / ruff": {"goal": 1}, "scan / limit": {"goal": 1}})
    first, second = text.splitlines()[2:]
    assert "| scan | 10 cells | 6 ms | " in first and "≤ 1: missed" in first
    assert "limit: 8 ms" in second and "≤ 1: met" in second
