"""Installs the packages of package.json, when they changed."""

import jupyter_server

ROOT = jupyter_server.ROOT


def install():
    lock = (ROOT / "yarn.lock").read_bytes() + (ROOT / "package.json").read_bytes()
    mark = ROOT / "node_modules" / ".keras-doctor-lock"
    if not mark.exists() or mark.read_bytes() != lock:
        print("installing the packages of package.json", flush=True)
        jupyter_server.run_in_lab("jlpm", "install", "--immutable")
        mark.write_bytes(lock)
