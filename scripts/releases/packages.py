"""Which packages the table of releases holds, from which release on, and which of their requirements matter."""

from dataclasses import dataclass

TENSORFLOW_SINCE = "2.9"
NEVER = "9999"


@dataclass(frozen=True)
class Package:
    """One package of the table."""

    name: str
    since: str = "0"
    # Older releases are listed with their Pythons only.
    requires_since: str = "0"
    # Only the last release of each minor: for packages with far more releases than reasons to pin one.
    last_of_minor: bool = False
    # For packages that publish nothing but development releases.
    prereleases: bool = False


PACKAGES = [
    Package("tensorflow", "1.13", requires_since=TENSORFLOW_SINCE),
    Package("tensorflow-cpu", "1.13", requires_since=TENSORFLOW_SINCE),
    Package("tensorflow-gpu", "1.13", requires_since=TENSORFLOW_SINCE),
    Package("tensorflow-intel", TENSORFLOW_SINCE),
    Package("tensorflow-macos", TENSORFLOW_SINCE),
    Package("tensorflow-rocm", TENSORFLOW_SINCE),
    Package("tensorflow-metal"),
    Package("tf-nightly", TENSORFLOW_SINCE, last_of_minor=True, prereleases=True),
    Package("keras", "2.2", requires_since="2.9"),
    Package("tf-keras"),
    Package("tensorflow-text", "2.9"),
    Package("tensorflow-hub", "0.12"),
    Package("tensorflow-probability", "0.17"),
    Package("tensorflowjs", "3.18"),
    Package("tf-agents", "0.13"),
    Package("tensorflow-decision-forests"),
    Package("tensorflow-model-optimization", "0.7"),
    Package("tensorflow-addons", "0.17"),
    Package("tensorflow-recommenders", "0.7"),
    Package("tensorflow-datasets", "4.6"),
    Package("keras-hub"),
    Package("keras-nlp", "0.4"),
    Package("keras-cv", "0.4"),
    Package("keras-tuner", "1.1"),
    Package("transformers", "4.20", last_of_minor=True),
    Package("ydf"),
    Package("numpy", "1.20", requires_since=NEVER),
    Package("protobuf", "3.19", requires_since=NEVER),
    Package("ml-dtypes"),
    # tensorflow-hub imports pkg_resources, which left setuptools.
    Package("setuptools", "68", last_of_minor=True, requires_since=NEVER),
]

# Told by TensorFlow's `and-cuda` extra: what its wheels were built against.
CUDA_PACKAGES = [
    "nvidia-cudnn-cu11",
    "nvidia-cudnn-cu12",
    "nvidia-cuda-runtime-cu11",
    "nvidia-cuda-runtime-cu12",
]

KNOWN_REQUIREMENTS = {package.name for package in PACKAGES} | set(CUDA_PACKAGES)

# Extras that a user asks for; the others are for the packages' own developers.
EXTRAS = {
    "and-cuda",
    "tensorflow",
    "tensorflow-cpu",
    "tensorflow-gpu",
    "tensorflow-rocm",
    "tf",
    "tf-cpu",
    "keras",
    "keras-nlp",
    "reverb",
    "tfds",
}

PYTHONS = [(3, minor) for minor in range(6, 15)]
