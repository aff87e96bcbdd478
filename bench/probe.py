"""The probe's round trip on a real kernel with TensorFlow installed, against an empty request on the same kernel.

`probe.py PYTHON EXPRESSION_FILE WATERMARK_FOLDER [--quick]`, run by a Python with jupyter_client. Distributions are
added by folders of metadata that the kernel has on its path; they are named and filled like those of PyPI, and none of them
matters to the probe.
"""

import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from timing import QUICK, report, take_turns

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from kernel import Kernel  # noqa: E402

PYTHON, EXPRESSION, WATERMARK = sys.argv[1], Path(sys.argv[2]).read_text(encoding="ascii"), sys.argv[3]
OTHERS = {"%watermark", "pip check"}
ADDED = [0, 540, 2400]
METADATA = "Metadata-Version: 2.1\nName: {}\nVersion: 1.2.3\nRequires-Dist: numpy>=1.20\n\n" + "A package.\n" * 300
SHOW_WATERMARK = "%watermark --python --packages tensorflow,keras,numpy,protobuf"
VERSIONS = "[__import__('importlib.metadata').metadata.version(n) for n in {!r}]"


def add_distributions(folder, count):
    for index in range(count):
        name = f"package_{index * 7919 % 9973}_{index}"
        (folder / name).mkdir()
        info = folder / f"{name}-1.2.3.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(METADATA.format(name), encoding="utf-8")


def installed():
    code = "import importlib.metadata as m; print(len(list(m.distributions())))"
    return int(subprocess.run([PYTHON, "-c", code], check=True, stdout=subprocess.PIPE).stdout)


def timed(work):
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


@contextlib.contextmanager
def kernel(folder):
    with Kernel(PYTHON, EXPRESSION, cwd=folder, env={"PYTHONPATH": str(folder)}) as started:
        yield started


def first(folder, expression):
    """The first request of a fresh kernel."""
    with kernel(folder) as started:
        return timed(lambda: started.evaluate(expression))


def importing(folder):
    with kernel(folder) as started:
        return timed(lambda: started.run("import tensorflow"))


def pip_check(folder):
    """A process of its own, as people run it; exit code 1 is a finding."""
    line, env = [PYTHON, "-m", "pip", "check"], {**os.environ, "PYTHONPATH": str(folder)}
    return timed(lambda: subprocess.run(line, env=env, stdout=subprocess.DEVNULL, check=False))


def measure(folder, count):
    rounds = 2 if QUICK else 5
    # %watermark imports what it is asked about, so that it gets a kernel of its own.
    with kernel(folder) as started, kernel(folder) as marked:
        names = [each["name"] for each in started.probe()["distributions"]]
        versions = VERSIONS.format(names)
        assert started.evaluate(versions)["status"] == "ok"
        load = f"import sys; sys.path.append({WATERMARK!r})\n%load_ext watermark"
        assert marked.run(load)["status"] == "ok"
        assert marked.run(SHOW_WATERMARK)["status"] == "ok"
        warm = take_turns(
            rounds * 10,
            {
                "probe": lambda: timed(lambda: started.evaluate(EXPRESSION)),
                "empty": lambda: timed(lambda: started.evaluate("0")),
                "versions": lambda: timed(lambda: started.evaluate(versions)),
                "%watermark": lambda: timed(lambda: marked.run(SHOW_WATERMARK)),
            },
        )
    cold = take_turns(
        rounds,
        {
            "probe": lambda: first(folder, EXPRESSION),
            "empty": lambda: first(folder, "0"),
            "versions": lambda: first(folder, versions),
            "pip check": lambda: pip_check(folder),
        },
    )
    return [line("probe, warm", count, warm), line("probe, first", count, cold)]


def line(what, count, times):
    rivals = {"empty request": times["empty"], "importlib.metadata.version": times["versions"]}
    rivals |= {name: times[name] for name in times.keys() & OTHERS}
    return {"what": what, "n": count, "unit": "distributions", "ms": times["probe"], "rivals": rivals}


def main():
    measurements = []
    here = installed()
    for added in ADDED:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            add_distributions(folder, added)
            measurements += measure(folder, here + added)
            if not added:
                tensorflow = statistics.median(importing(folder) for _ in range(1 if QUICK else 3))
    for each in measurements[:2]:
        each["rivals"]["import tensorflow"] = tensorflow
    report(measurements)


if __name__ == "__main__":
    main()
