"""Records what the real probe sees in each proof environment, for the tests of the rules.

python3 proofs/record_fixtures.py NAME...       writes proofs/fixtures/NAME.json; without names, all that are there
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import environment  # noqa: E402

FIXTURES = ROOT / "proofs" / "fixtures"
PROBE = ROOT / "jupyterlab_keras_doctor" / "probe.py"
ASKED = ("TF_USE_LEGACY_KERAS", "KERAS_BACKEND", "CUDA_VISIBLE_DEVICES", "TF_FORCE_GPU_ALLOW_GROWTH")
# What this machine has, and a proof environment does not say.
NO_ACCELERATORS = {
    "source": "none",
    "gpus": [],
    "driver": None,
    "driverCuda": None,
    "fault": None,
    "tensorflowSees": None,
}


def record(name):
    python = environment.environment(name) / "bin" / "python"
    variables = {key: value for key, value in os.environ.items() if key not in ASKED}
    output = subprocess.run([str(python), str(PROBE)], env=variables, check=True, stdout=subprocess.PIPE).stdout
    answer = json.loads(output)
    answer["accelerators"].update(NO_ACCELERATORS)
    answer["configuredBackend"] = None
    answer["pip"] = None
    answer["installer"] = None
    answer["host"] = None
    (FIXTURES / f"{name}.json").write_text(json.dumps(answer, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def main():
    FIXTURES.mkdir(exist_ok=True)
    for name in sys.argv[1:] or sorted(path.stem for path in FIXTURES.glob("*.json")):
        record(name)


if __name__ == "__main__":
    main()
