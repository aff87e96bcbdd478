"""A folder of wheels that hold nothing but METADATA, one for each release of our table, for `uv pip compile --find-links`.

With it uv solves the very problems that the pin solver solves, without the network.
"""

import json
import re
import zipfile
from pathlib import Path

RELEASES = Path(__file__).resolve().parent.parent / "src" / "core" / "compatibility" / "releases.json"
MINORS = range(7, 15)
WHEEL = "Wheel-Version: 1.0\nGenerator: bench\nRoot-Is-Purelib: true\nTag: {}\n"


def write(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, releases in json.loads(RELEASES.read_text(encoding="utf-8")).items():
        for version, release in releases.items():
            if tag := tag_of(release["wheels"]):
                write_wheel(folder, name, version, release, tag)


def tag_of(wheels):
    """The compressed tag of the Pythons that have a wheel on Linux; None where there is none."""
    if wheels == "any":
        return "py3-none-any"
    minors = set()
    for group in wheels.split("; "):
        pythons, *platforms = group.split(" ")
        if "linux" in platforms:
            minors.update(minor for span in pythons.split(",") for minor in minors_of(span))
    return ".".join(f"cp3{minor}" for minor in sorted(minors)) + "-none-any" if minors else None


def minors_of(span):
    """The minors of `3.9-3.12`, `3.9+` or `3.9`."""
    numbers = [int(number) for number in re.findall(r"3\.(\d+)", span)]
    last = MINORS[-1] if span.endswith("+") else numbers[-1]
    return [minor for minor in MINORS if numbers[0] <= minor <= last]


def write_wheel(folder, name, version, release, tag):
    stem = f"{name.replace('-', '_')}-{version}"
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    if "python" in release:
        lines.append(f"Requires-Python: {release['python']}")
    lines += [f"Requires-Dist: {requirement}" for requirement in release.get("requires", [])]
    with zipfile.ZipFile(folder / f"{stem}-{tag}.whl", "w") as wheel:
        wheel.writestr(f"{stem}.dist-info/METADATA", "\n".join(lines) + "\n")
        wheel.writestr(f"{stem}.dist-info/WHEEL", WHEEL.format(tag))
        wheel.writestr(f"{stem}.dist-info/RECORD", "")
