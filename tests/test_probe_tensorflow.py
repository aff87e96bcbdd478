"""Which Keras the probe says that TensorFlow has bound, against what TensorFlow really gives when asked afterwards."""

import json
import os
import subprocess

import pytest
from conftest import PROBE
from environments import environment

pytestmark = pytest.mark.tensorflow

RELEASES = {
    "2.15.1": ("3.11", ["tensorflow-cpu==2.15.1"], ["tf-keras==2.15.1"]),
    "2.16.2": ("3.11", ["tensorflow-cpu==2.16.2"], ["tf-keras==2.16.0"]),
    "2.16.2 alone": ("3.11", ["tensorflow-cpu==2.16.2"], []),
    "Keras alone": ("3.11", ["keras==3.15.1", "jax"], []),
    "2.21.0": ("3.11", ["tensorflow-cpu==2.21.0"], ["tf-keras==2.21.0"]),
}

# Runs a user's lines, asks the probe, and only then lets TensorFlow say what it gives.
SCRIPT = """
import json, os, sys
exec(compile(sys.stdin.readline().encode().decode("unicode_escape"), "user", "exec"))
space = {"__name__": "probe"}
exec(compile(open(PROBE).read(), PROBE, "exec"), space)

def lazy():
    own = object.__getattribute__(sys.modules["tensorflow"], "__dict__") if "tensorflow" in sys.modules else {}
    keras = own.get("keras")
    inner = object.__getattribute__(keras, "__dict__") if keras is not None else {}
    return (repr(type(keras)), inner.get("_tfll_initialized", inner.get("_initialized")), len(inner))

before = sorted(sys.modules), lazy(), dict(os.environ), list(sys.path)
answer = space["probe"]()
after = sorted(sys.modules), lazy(), dict(os.environ), list(sys.path)
new = {name.partition(".")[0] for name in set(after[0]) - set(before[0])}
changed = new - set(sys.stdlib_module_names)

def origin(function):
    try:
        module = function().__module__
    except (ImportError, AttributeError, RecursionError) as error:
        return type(error).__name__
    package = module.partition(".")[0]
    return "tf-keras" if package == "tf_keras" else package + sys.modules[package].__version__[0]

def attribute():
    import tensorflow as tf
    return tf.keras.layers.Dense

def path():
    from tensorflow.keras.layers import Dense
    return Dense

sees = answer["accelerators"]["tensorflowSees"]
truth = {"tfKeras": origin(attribute), "tfKerasPath": origin(path)} if "tensorflow" in sys.modules else None
print(json.dumps({"answer": answer, "truth": truth, "same": not changed and before[1:] == after[1:], "sees": sees}))
"""


def python(release):
    version, requirements, alone = RELEASES[release]
    found = environment(version, requirements, alone)
    if found is None:
        pytest.skip("there is no Python %s here" % version)
    return found


def ask(release, code, **variables):
    env = {name: value for name, value in os.environ.items() if name not in ("TF_USE_LEGACY_KERAS", "KERAS_BACKEND")}
    env.update(variables, TF_CPP_MIN_LOG_LEVEL="3")
    script = SCRIPT.replace("PROBE)", repr(str(PROBE)) + ")").replace("PROBE,", repr(str(PROBE)) + ",")
    done = subprocess.run(
        [python(release), "-c", script],
        input=(code.encode("unicode_escape") + b"\n"),
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    told = json.loads(done.stdout.decode().strip().split("\n")[-1])
    assert told["same"], "the probe imported or resolved something"
    return told


KERAS = {"2.15.1": "keras2", "2.16.2": "keras3", "2.21.0": "keras3"}
BY_ATTRIBUTE = "import tensorflow as tf; tf.keras.layers"
BY_PATH = "from tensorflow.keras.layers import Dense"
SET = "import os; os.environ['TF_USE_LEGACY_KERAS'] = '1'\n"


@pytest.mark.parametrize("release", sorted(KERAS))
def test_before_any_import(release):
    told = ask(release, "pass")
    assert told["truth"] is None
    loaded = told["answer"]["loaded"]
    assert (loaded["tensorflow"], loaded["tfKeras"], loaded["tfKerasPath"]) == (False, None, None)
    assert set(loaded["versions"].values()) == {None}
    names = {one["name"]: one["version"] for one in told["answer"]["distributions"]}
    assert names["tensorflow-cpu"] == release
    assert {"tf-keras", "keras", "numpy", "protobuf", "h5py"} <= set(names)


# (user's lines, variable from the start, tf.keras as the probe says, from tensorflow.keras as it says): "legacy" is
# tf-keras, "own" the Keras that this TensorFlow has of its own, None not yet decided.
SCENARIOS = [
    ("import tensorflow", None, None, "own"),
    (BY_ATTRIBUTE, None, "own", "own"),
    (BY_PATH, None, "own", "own"),
    (SET + BY_ATTRIBUTE, None, "legacy", "legacy"),
    (SET + BY_PATH, None, "legacy", "legacy"),
    ("import tensorflow", "True", None, "legacy"),
    ("import tensorflow as tf\n" + SET + "tf.keras.layers", None, "legacy", "own"),
    ("import tensorflow as tf\n" + SET + BY_PATH, None, "own", "own"),
    (BY_ATTRIBUTE + "\n" + SET, None, "own", "own"),
    (BY_ATTRIBUTE, "TRUE", "own", "own"),
]


@pytest.mark.parametrize("release", sorted(KERAS))
@pytest.mark.parametrize(("code", "variable", "attribute", "path"), SCENARIOS)
def test_claim_is_what_tensorflow_gives(release, code, variable, attribute, path):
    variables = {"TF_USE_LEGACY_KERAS": variable} if variable else {}
    told = ask(release, code, **variables)
    meaning = {"own": KERAS[release], "legacy": "tf-keras", None: None}
    loaded = told["answer"]["loaded"]
    assert loaded["tensorflow"] is True
    assert told["sees"] is None
    assert loaded["tfKerasPath"] == meaning[path] == told["truth"]["tfKerasPath"]
    assert loaded["tfKeras"] == meaning[attribute]
    versions = {one["name"]: one["version"] for one in told["answer"]["distributions"]}
    assert loaded["versions"]["tensorflow"] == versions["tensorflow-cpu"]
    assert loaded["versions"]["numpy"] == versions["numpy"]
    assert loaded["versions"]["keras"] in (None, versions["keras"])
    if meaning[attribute] == "tf-keras":
        assert loaded["versions"]["tf_keras"] == versions["tf-keras"]
    if attribute:
        assert told["truth"]["tfKeras"] == meaning[attribute]


def test_legacy_without_tf_keras_is_broken_once_touched():
    code = "import tensorflow as tf\ntry:\n    tf.keras.layers\nexcept Exception:\n    pass"
    told = ask("2.16.2 alone", code, TF_USE_LEGACY_KERAS="1")
    assert told["answer"]["loaded"]["tfKerasBroken"] is True
    assert told["answer"]["loaded"]["tfKeras"] is None
    assert told["answer"]["loaded"]["tfKerasPath"] == "keras3" == told["truth"]["tfKerasPath"]


def test_legacy_without_tf_keras_is_not_broken_before():
    told = ask("2.16.2 alone", "import tensorflow", TF_USE_LEGACY_KERAS="1")
    assert told["answer"]["loaded"]["tfKerasBroken"] is False


@pytest.mark.parametrize("release", ["2.16.2", "2.21.0"])
def test_keras_first_brings_tensorflow(release):
    loaded = ask(release, "import keras")["answer"]["loaded"]
    assert (loaded["keras"], loaded["tensorflow"], loaded["backend"]) == (True, True, "tensorflow")
    assert loaded["versions"]["keras"].startswith("3.")


def test_backend_of_a_keras_without_tensorflow():
    loaded = ask("Keras alone", "import keras", KERAS_BACKEND="jax")["answer"]["loaded"]
    assert (loaded["keras"], loaded["tensorflow"], loaded["backend"]) == (True, False, "jax")


@pytest.mark.parametrize("release", sorted(KERAS))
def test_devices_that_tensorflow_has_listed(release):
    assert ask(release, "import tensorflow as tf; tf.config.list_physical_devices()")["sees"] == 0
