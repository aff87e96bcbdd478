"""What the measurements say: how costs grow, the ratios, the table, and which ratios are over their budgets.

`budgets.json` has, by `what / rival`, the goal of a ratio, and the budget that `--check` holds it to: what is reached today with
room for noise. Both hold for every size.
"""

import json
import math
from pathlib import Path

BUDGETS = Path(__file__).resolve().parent / "budgets.json"
BEGIN, END = "<!-- table -->\n", "<!-- end of table -->\n"


def value(measurement):
    return measurement.get("ms", measurement.get("bytes"))


def budgets():
    return json.loads(BUDGETS.read_text(encoding="utf-8"))


def exponent(points):
    """The power of the size with which a cost grows: the slope of a line through the logarithms."""
    if len(points) < 3 or min(cost for _, cost in points) <= 0:
        return None
    pairs = [(math.log(n), math.log(cost)) for n, cost in points]
    x, y = (sum(values) / len(pairs) for values in zip(*pairs))
    spread = sum((a - x) ** 2 for a, _ in pairs)
    return sum((a - x) * (b - y) for a, b in pairs) / spread if spread else None


def exponents(measurements):
    points = {}
    for each in measurements:
        if each.get("fit", True):
            points.setdefault(each["what"], []).append((each["n"], value(each)))
    return {what: round(power, 2) for what, costs in points.items() if (power := exponent(costs)) is not None}


def ratios(measurements):
    """`what / rival` to the ratio at each size."""
    found = {}
    for each in measurements:
        for rival, cost in each["rivals"].items():
            size = f"{each['n']} {each['unit']}"
            found.setdefault(f"{each['what']} / {rival}", {})[size] = value(each) / cost
    return found


def over_budget(found, limits, is_whole):
    """Sentences about ratios above their budgets and, in a run of all rows, about budgets that nothing was measured for."""
    for key, allowed in limits.items():
        for size, ratio in found.get(key, {}).items():
            if ratio > allowed["budget"]:
                yield f"{key} at {size}: {ratio:.3g}, budget {allowed['budget']}"
        if is_whole and key not in found:
            yield f"{key}: not measured"


def shown(number):
    return f"{number:.0f}" if abs(number) >= 100 else f"{number:.3g}"


def cost_of(number, is_time):
    if is_time:
        return f"{shown(number)} ms"
    return f"{number / 1e6:.2f} MB" if abs(number) >= 1e6 else f"{number / 1000:.1f} kB"


def rows(measurements, powers, limits):
    """The cells of the table. What, size, ours and growth are told once for all rivals."""
    for each in measurements:
        is_time = "ms" in each
        power = powers.get(each["what"])
        growth = "" if power is None else f"n^{power:.2f}"
        told = [each["what"], f"{each['n']} {each['unit']}", cost_of(value(each), is_time), growth]
        for rival, cost in each["rivals"].items() or [("", None)]:
            if cost is None:
                yield [*told, "", "", ""]
                continue
            ratio = value(each) / cost
            goal = limits.get(f"{each['what']} / {rival}", {}).get("goal")
            verdict = "" if goal is None else f"≤ {goal}: {'met' if ratio <= goal else 'missed'}"
            yield [*told, f"{rival}: {cost_of(cost, is_time)}", f"{ratio:.3g}", verdict]
            told = ["", "", "", ""]


def table(measurements, powers, limits):
    """A table in Markdown, its columns as wide as they need to be."""
    head = ["what", "size", "ours", "grows as", "against", "ratio", "goal"]
    lines = [head, *rows(measurements, powers, limits)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join(f"| {' | '.join(cell.ljust(w) for cell, w in zip(line, widths))} |" for line in lines) + "\n"


def write_into(page, text):
    """Puts the text between the marks of a page."""
    old = page.read_text(encoding="utf-8")
    head, tail = old[: old.index(BEGIN) + len(BEGIN)], old[old.index(END) :]
    page.write_text(f"{head}\n{text}\n{tail}", encoding="utf-8")
