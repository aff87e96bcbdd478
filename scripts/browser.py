"""Finds a browser: an installed Chromium or Chrome, else Debian's package when root, else Playwright's own download."""

import os
import shutil
import subprocess
import sys

import debian

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find():
    """The path of a browser, or None where Playwright's own is to be used."""
    return installed() or from_debian() or from_playwright()


def installed():
    named = os.environ.get("CHROMIUM")
    return named if named and os.path.exists(named) else next(filter(None, map(shutil.which, NAMES)), None)


def from_debian():
    debian.install("chromium")
    return installed()


def from_playwright():
    print("browser: downloading Playwright's", file=sys.stderr)
    if subprocess.run(["npx", "playwright", "install", "chromium"], check=False, stdout=sys.stderr).returncode != 0:
        raise OSError("No browser found. Install Chromium or Chrome, or set CHROMIUM to the path of one.")
    return None
