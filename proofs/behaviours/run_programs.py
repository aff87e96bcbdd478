"""Runs small programs in the Python that runs this, each in a process of its own, and says what came of each.

Reads `{"preamble": "…", "programs": {name: code}}` from standard input and writes `{name: outcome}` to standard output: the
`repr` of what the program leaves as `result`, or the type and text of its error. TensorFlow is imported once, before the
processes part, because that takes longer than all the programs.
"""

import json
import os
import sys
import tempfile


def main():
    job = json.load(sys.stdin)
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import tensorflow as tf

    if os.environ.get("TF_USE_LEGACY_KERAS") == "1":
        from tensorflow.python.autograph.core import config

        # Without it each program that trains spends 16 s on turning tf-keras itself into a graph (TensorFlow 2.16).
        config.CONVERSION_RULES = (config.DoNotConvert("tf_keras"),) + config.CONVERSION_RULES
    assert tf.keras.layers.Dense
    outcomes = {name: apart(job["preamble"] + code) for name, code in job["programs"].items()}
    json.dump(outcomes, sys.stdout)


def apart(code):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        os.chdir(tempfile.mkdtemp())
        os.write(writer, outcome(code).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return said or "the process died"


def outcome(code):
    scope = {}
    try:
        exec(code, scope)
        return repr(scope["result"])
    except Exception as error:
        return f"{type(error).__name__}: {short(str(error))}"


def short(text):
    """The error without the code that it quotes, whose paths are those of the machine."""
    if text.startswith("in user code:"):
        return "in user code"
    return " ".join(text.split())[:110]


if __name__ == "__main__":
    main()
