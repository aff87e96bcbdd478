"""The rules as the TypeScript sources have them."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def read():
    """What `proofs/print-rules.ts` prints."""
    with tempfile.TemporaryDirectory() as folder:
        bundle = Path(folder) / "print-rules.js"
        bundler = ROOT / "node_modules" / ".bin" / "esbuild"
        options = ["--bundle", "--platform=node", "--log-level=error", f"--outfile={bundle}"]
        subprocess.run([str(bundler), str(ROOT / "proofs" / "print-rules.ts"), *options], check=True, cwd=ROOT)
        node = os.environ.get("NODE", "node")
        return json.loads(subprocess.run([node, str(bundle)], check=True, stdout=subprocess.PIPE).stdout)
