"""Makes a JupyterLite site with this checkout's extension, and serves it; a browser needs nothing from elsewhere for it.

    python3 scripts/lite_site.py --port 8000

Pyodide itself comes from `node_modules`. Of the packages that its lock file names, those that the kernel is made of come from
Python's package index: the same releases, though not the files that Pyodide's own distribution has.
"""

import argparse
import functools
import hashlib
import http.server
import json
import shutil
import subprocess
import sys

import environment
import jupyter_server

PYODIDE = environment.ROOT / "node_modules" / "pyodide"
LOCK = "pyodide-lock.json"
FOLDER = jupyter_server.CACHE / "lite"
KERNEL = ("micropip", "ipython", "jedi")
CONFIGURATION = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "exposeAppInBrowser": True,
        "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": {"disablePyPIFallback": True}},
    },
}


def site():
    """The folder of the site; made when something that goes into it changed."""
    lab = jupyter_server.lab_with_extension("lite")
    content = (lab / "content").read_text(encoding="utf-8") + (PYODIDE / "package.json").read_text(encoding="utf-8")
    mark = FOLDER / "content"
    if not mark.exists() or mark.read_text(encoding="utf-8") != content:
        shutil.rmtree(FOLDER, ignore_errors=True)
        make(lab, FOLDER / "source")
        mark.write_text(content, encoding="utf-8")
    return FOLDER / "site"


def make(lab, source):
    """Builds the site from a folder that is laid out as JupyterLite looks for its parts."""
    pyodide = source / "static" / "pyodide"
    shutil.copytree(PYODIDE, pyodide)
    lock = json.loads((pyodide / LOCK).read_text(encoding="utf-8"))
    packages = needed(lock["packages"], KERNEL)
    download(lab, pyodide, [f"{package['name']}=={package['version']}" for package in packages.values()])
    for package in packages.values():
        package["sha256"] = hashlib.sha256((pyodide / package["file_name"]).read_bytes()).hexdigest()
    (pyodide / LOCK).write_text(json.dumps({**lock, "packages": packages}), encoding="utf-8")
    download(lab, source / "pypi", ["comm==0.2.3"])
    (source / "jupyter-lite.json").write_text(json.dumps(CONFIGURATION), encoding="utf-8")
    # In that folder, where it also notes what it has done and need not do again.
    line = [str(lab / "bin" / "jupyter-lite"), "build", "--output-dir", str(FOLDER / "site")]
    subprocess.run(line, cwd=source, check=True, stdout=sys.stderr)


def needed(packages, names):
    """Those packages of Pyodide's lock file with all that they depend on."""
    found, waiting = {}, list(names)
    while waiting:
        name = waiting.pop().replace("_", "-").lower()
        if name not in found:
            found[name] = packages[name]
            waiting += packages[name]["depends"]
    return found


def download(lab, folder, requirements):
    """Wheels of pure Python packages."""
    pip = [str(lab / "bin" / "python"), "-m", "pip", "download", "--quiet", "--no-deps"]
    environment.run(*pip, "--only-binary=:all:", "--python-version", "3.14", "--dest", str(folder), *requirements)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args().port
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(site()))
    http.server.ThreadingHTTPServer(("127.0.0.1", port), handler).serve_forever()


if __name__ == "__main__":
    main()
