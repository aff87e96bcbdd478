"""Starts a JupyterLab or Notebook with this checkout's extension and a kernel for every TensorFlow.

    python3 scripts/jupyter_server.py [--lab LAB] [--port 8888] [--notebooks DIR] [--galata] [--kernels NAME...]

The extension is installed from its wheel, as a user installs it; the wheel is built when a source changed. Kernels run in
the environments of `proofs/environments.json`; those named `NAME-scratch` in a copy that is made anew for every server, for
notebooks that install packages. Everything lies in `.cache/` of the checkout, which git ignores.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import environment

ROOT = environment.ROOT
CACHE = ROOT / ".cache"
SOURCES = [
    *("package.json", "yarn.lock", "pyproject.toml", "install.json", "tsconfig.json", "LICENSE"),
    *("src", "style", "schema", "jupyterlab_keras_doctor"),
    *("webpack.config.js", "scripts/drop-proofs.js", "scripts/drop-sources.js", "scripts/rule-pages.js"),
    *("scripts/build-cli", "scripts/build-card", "scripts/legal-notices.js"),
]
LABS = ("lab", "lab-oldest", "lab-with-collaboration", "lab-with-lsp", "lab-with-rivals")
BUILT = ("labextension", "static", "__pycache__")


def wheel():
    """The wheel of this checkout; built when a file that goes into it changed."""
    key = hash_of_sources()
    folder = CACHE / "wheel" / key
    if not any(folder.glob("*.whl")):
        print("building the extension", file=sys.stderr)
        shutil.rmtree(CACHE / "wheel", ignore_errors=True)
        shutil.rmtree(ROOT / "jupyterlab_keras_doctor" / "labextension", ignore_errors=True)
        run_in_lab("jlpm", "build:prod")
        environment.run(environment.find_uv(), "build", "--quiet", "--wheel", "--out-dir", str(folder), str(ROOT))
    return next(folder.glob("*.whl"))


def hash_of_sources():
    digest = hashlib.sha256()
    for source in SOURCES:
        path = ROOT / source
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and not any(part in BUILT for part in file.parts):
                digest.update(str(file.relative_to(ROOT)).encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def run_in_lab(*command):
    """Runs one of the tools that come with JupyterLab (jlpm, jupyter-builder) in the checkout."""
    tools = environment.environment("lab") / "bin"
    variables = {
        **os.environ,
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1",
    }
    line = [str(tools / command[0]), *command[1:]]
    subprocess.run(line, cwd=ROOT, env=variables, check=True, stdout=sys.stderr)


def lab_with_extension(name):
    """An environment of JupyterLab and Notebook in which the wheel is installed."""
    built = wheel()
    folder = CACHE / f"{name}-with-extension"
    content = json.dumps([environment.definitions()[name], str(built)])
    mark = folder / "content"
    if not mark.exists() or mark.read_text(encoding="utf-8") != content:
        shutil.rmtree(folder, ignore_errors=True)
        environment.make(environment.definitions()[name], folder)
        uv, target = environment.find_uv(), str(folder / "bin" / "python")
        environment.run(uv, "pip", "install", "--quiet", "--no-deps", "--python", target, str(built))
        mark.write_text(content, encoding="utf-8")
    return folder


def check_wheel():
    """Installs the wheel where there is no Node and asks JupyterLab whether it sees the extension."""
    for name in ("lab", "lab-oldest"):
        lab = lab_with_extension(name)
        listing = subprocess.run(
            [str(lab / "bin" / "jupyter"), "labextension", "list"],
            env={**os.environ, "PATH": str(lab / "bin"), "JUPYTER_PLATFORM_DIRS": "1"},
            check=True,
            capture_output=True,
            text=True,
        )
        text = listing.stdout + listing.stderr
        line = next((line for line in text.splitlines() if "jupyterlab-keras-doctor" in line), "not listed")
        print(f"{name}: {line.strip()}")
        if "enabled" not in line or "OK" not in line:
            sys.exit(f"JupyterLab does not take the extension:\n{text}")
        check_licenses(lab / "share" / "jupyter" / "labextensions" / "jupyterlab-keras-doctor" / "static")
        check_notices(next(lab.glob("lib/python*/site-packages/jupyterlab_keras_doctor/static")))


def check_licenses(static):
    """The libraries that are bundled are those that package.json does not share; JupyterLab's dialog shows their licences."""
    shared = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["jupyterlab"]["sharedPackages"]
    report = json.loads((static / "third-party-licenses.json").read_text(encoding="utf-8"))
    named = {package["name"] for package in report["packages"] if package["extractedText"]}
    missing = [name for name, is_shared in shared.items() if not is_shared and name not in named]
    if missing:
        sys.exit(f"no licence in {static}: {', '.join(missing)}")


def check_notices(static):
    """Beside the command line and the card lie the licences of what was bundled with them."""
    for bundle, library in (("keras-doctor.cjs", "commander"), ("keras-doctor.cjs", "@lezer/lr"), ("card.js", "@lezer/lr")):
        notices = static / f"{bundle}.LEGAL.txt"
        if f"\n{library} " not in f"\n{notices.read_text(encoding='utf-8')}":
            sys.exit(f"no licence of {library} in {notices}")


def install_kernels(names):
    """Kernel specifications for the environments, in a folder for JUPYTER_PATH."""
    folder = CACHE / "jupyter"
    shutil.rmtree(folder, ignore_errors=True)
    for name in names:
        specification = folder / "kernels" / name / "kernel.json"
        specification.parent.mkdir(parents=True)
        module, language = environment.definitions().get(name, {}).get("kernel", ["ipykernel_launcher", "python"])
        argv = [str(kernel_environment(name) / "bin" / "python"), "-m", module, "-f", "{connection_file}"]
        specification.write_text(
            json.dumps(
                {
                    "argv": argv,
                    "display_name": name.replace("tf-", "TensorFlow ", 1).replace("-", " "),
                    "language": language,
                    "metadata": {"debugger": language == "python"},
                    "env": {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"},
                }
            ),
            encoding="utf-8",
        )
    return folder


def kernel_environment(name):
    if not name.endswith("-scratch"):
        return environment.environment(name)
    folder = CACHE / name
    shutil.rmtree(folder, ignore_errors=True)
    environment.make(environment.definitions()[name[: -len("-scratch")]], folder)
    return folder


def command(lab, port, notebooks, kernels, notebook=False, galata=False, beside=False, gateway=None):
    """The command line and the variables of the server; what each argument means, `--help` says."""
    lab = lab_with_extension(lab)
    variables = {
        **os.environ,
        "PATH": f"{lab / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "JUPYTER_PATH": str(CACHE / "jupyter" if beside else install_kernels(kernels)),
        "JUPYTER_PLATFORM_DIRS": "1",
        "JUPYTER_CONFIG_DIR": str(CACHE / "jupyter-config"),
        "JUPYTERLAB_SETTINGS_DIR": str(CACHE / "jupyter-settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(CACHE / "jupyter-workspaces"),
    }
    notebooks = notebooks.resolve()
    notebooks.mkdir(parents=True, exist_ok=True)
    line = [str(lab / "bin" / "jupyter"), "notebook" if notebook else "lab"]
    line += ["--no-browser", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    line += [f"--ServerApp.root_dir={notebooks}", "--ServerApp.allow_root=True", "--LabApp.news_url=None"]
    # Of jupyter-collaboration, where it is installed: else the history of shared documents lies in the working folder.
    line += [f"--SQLiteYStore.db_path={CACHE / 'shared-documents.db'}"]
    if galata:
        galata = next(lab.glob("lib/python*/site-packages/jupyterlab/galata"))
        line += ["--IdentityProvider.token=", "--ServerApp.password=", "--ServerApp.disable_check_xsrf=True"]
        line += [f"--LabServerApp.extra_labextensions_path={galata}", "--expose-app-in-browser"]
    if gateway:
        line += [f"--gateway-url={gateway}"]
    return line, variables


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lab", default="lab", choices=LABS)
    parser.add_argument("--notebook", action="store_true", help="Notebook 7 instead of JupyterLab")
    parser.add_argument("--port", type=int, default=8888)
    parser.add_argument("--notebooks", type=Path, default=ROOT / "examples")
    parser.add_argument("--galata", action="store_true", help="open to the browser tests, without a token")
    parser.add_argument("--kernels", nargs="*", default=["tf-2.16-with-tf-keras"])
    parser.add_argument("--beside", action="store_true", help="take the kernels that a running server has installed")
    parser.add_argument("--gateway", metavar="URL", help="have a kernel gateway run the kernels")
    parser.add_argument("--wheel", action="store_true", help="only build the wheel and check that JupyterLab takes it")
    arguments = vars(parser.parse_args())
    if arguments.pop("wheel"):
        check_wheel()
        return
    line, variables = command(**arguments)
    os.execve(line[0], line, variables)


if __name__ == "__main__":
    main()
