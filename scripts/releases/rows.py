"""From the files and METADATA of a package to the rows of the table."""

from __future__ import annotations

import re
from collections import defaultdict

from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.utils import canonicalize_name, parse_sdist_filename, parse_wheel_filename
from pip._vendor.packaging.version import InvalidVersion, Version

from .packages import EXTRAS, KNOWN_REQUIREMENTS, PYTHONS, Package

PLATFORMS = [
    ("linux", re.compile(r"linux.*x86_64$")),
    ("linux-arm", re.compile(r"linux.*aarch64$")),
    ("mac", re.compile(r"macosx.*(arm64|universal2)$")),
    ("mac-intel", re.compile(r"macosx.*(x86_64|universal2|intel)$")),
    ("windows", re.compile(r"win_amd64$")),
]


def rows(package: Package, registry) -> dict[str, dict]:
    """The package's releases by version, oldest first: Requires-Python, Pythons with wheels, requirements that matter."""
    by_version = defaultdict(list)
    for file in registry.files(package.name):
        version = version_of(file["file"])
        if version and version >= Version(package.since) and version.is_prerelease <= package.prereleases:
            by_version[version].append(file)
    versions = sorted(by_version)
    if package.last_of_minor:
        versions = list({version.release[:2]: version for version in versions}.values())
    found = {str(version): row(package, version, by_version[version], registry) for version in versions}
    return {version: row for version, row in found.items() if row["wheels"]}


def row(package: Package, version: Version, files: list[dict], registry) -> dict:
    """One release. A yanked one is marked: pip takes it only for `==`."""
    fit = [file for file in files if not file["yanked"]] or files
    wheels = [file for file in fit if file["file"].endswith(".whl")]
    release = {"python": next((file["python"] for file in fit if file["python"]), None), "wheels": wheels_text(wheels)}
    if not wheels:
        release["wheels"] = "source"
    elif version >= Version(package.requires_since):
        requires = registry.requires(package.name, min(wheels, key=typicality))
        release["requires"] = sorted(filter(None, map(shorten, requires)))
    if all(file["yanked"] for file in files):
        release["yanked"] = True
    return {key: value for key, value in release.items() if value or key == "wheels"}


def version_of(filename: str) -> Version | None:
    try:
        if filename.endswith(".whl"):
            return parse_wheel_filename(filename)[1]
        return parse_sdist_filename(filename)[1] if filename.endswith((".tar.gz", ".zip")) else None
    except (ValueError, InvalidVersion):
        return None


def typicality(wheel: dict) -> tuple:
    """Sorts the wheel that most kernels would take first: Linux on x86-64, then by name."""
    return ("linux" not in wheel["file"] or "x86_64" not in wheel["file"], wheel["file"])


def shorten(text: str) -> str | None:
    """The requirement in its standard form if it is about a package of the table and for users, else None."""
    requirement = Requirement(text)
    extras = {canonicalize_name(extra) for extra in re.findall(r"extra\s*==\s*[\"']([^\"']+)", text)}
    if canonicalize_name(requirement.name) not in KNOWN_REQUIREMENTS or (extras and not extras & EXTRAS):
        return None
    requirement.name = canonicalize_name(requirement.name)
    return str(requirement).replace("; ", " ; ").replace("  ;", " ;")


def wheels_text(wheels: list[dict]) -> str:
    """Which Pythons have a wheel on which platforms: `any`, or for example `3.9-3.12 linux mac; 3.9-3.11 windows`."""
    pythons = defaultdict(set)
    for wheel in wheels:
        for tag in parse_wheel_filename(wheel["file"])[3]:
            fitting = [python for python in PYTHONS if fits(tag, python)]
            for platform, pattern in PLATFORMS:
                if tag.platform == "any" or pattern.search(tag.platform):
                    pythons[platform].update(fitting)
    groups = defaultdict(list)
    for platform, _ in PLATFORMS:
        if pythons[platform]:
            groups[range_text(sorted(pythons[platform]))].append(platform)
    if groups == {range_text(PYTHONS): [platform for platform, _ in PLATFORMS]}:
        return "any"
    return "; ".join(f"{range_} {' '.join(platforms)}" for range_, platforms in groups.items())


def fits(tag, python: tuple[int, int]) -> bool:
    major, minor = python
    if tag.interpreter in ("py3", "py2.py3", f"py{major}{minor}"):
        return tag.abi == "none"
    match = re.fullmatch(r"cp3(\d+)", tag.interpreter)
    if not match:
        return False
    own = int(match.group(1))
    return minor >= own if tag.abi == "abi3" else minor == own and tag.abi in (tag.interpreter, f"{tag.interpreter}m", "none")


def range_text(pythons: list[tuple[int, int]]) -> str:
    """`3.9-3.12`, `3.9+` where it reaches the last Python known, or a list where there are gaps."""
    minors = [minor for _, minor in pythons]
    if minors != list(range(minors[0], minors[-1] + 1)):
        return ",".join(f"3.{minor}" for minor in minors)
    last = PYTHONS[-1][1]
    if minors[-1] == last:
        return f"3.{minors[0]}+"
    return f"3.{minors[0]}" if len(minors) == 1 else f"3.{minors[0]}-3.{minors[-1]}"
