"""Runs inside one environment: which strings name an activation, initializer, loss, … there."""

import re

MODULES = {
    "activation": "activations",
    "initializer": "initializers",
    "loss": "losses",
    "metric": "metrics",
    "optimizer": "optimizers",
    "regularizer": "regularizers",
    "constraint": "constraints",
}
# Strings that compile() resolves itself, and those of Keras 1.
EXTRA = {
    "metric": ["acc", "accuracy", "ce", "crossentropy", "cosine", "cosine_proximity", "kld"],
    "loss": ["cosine", "cosine_proximity", "kld", "bce", "crossentropy"],
    "activation": ["swish", "silu", "hard_swish", "leakyrelu", "lrelu", "exp"],
    "initializer": ["uniform", "normal", "zero", "one", "glorot", "lecun", "truncated_normal", "random", "kaiming_normal"],
    "reduction": ["auto", "none", "sum", "mean", "sum_over_batch_size", "mean_with_sample_weight"],
    "optimizer": [
        "adam",
        "sgd",
        "rmsprop",
        "nadam",
        "adamax",
        "adagrad",
        "adadelta",
        "ftrl",
        "adamw",
        "adafactor",
        "lion",
        "lamb",
        "muon",
    ],
    "regularizer": ["l1", "l2", "l1_l2", "l1l2", "orthogonal_regularizer"],
    "constraint": ["non_neg", "nonneg", "max_norm", "maxnorm", "unit_norm", "unitnorm", "min_max_norm"],
}


# Names of these modules that are no losses, metrics, …
NOT_IDENTIFIERS = {
    "deserialize",
    "serialize",
    "get",
    "experimental",
    "constraint",
    "regularizer",
    "initializer",
    "metric",
    "loss",
    "optimizer",
}


def spellings(names):
    """The ways a public name is written as a string: `HeNormal`, `he_normal`."""
    found = set()
    for name in names:
        if name.lower() not in NOT_IDENTIFIERS:
            found |= {name, re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()}
    return sorted(found)


def take(keras, candidates):
    """{kind: [string that works here]} of the strings given per kind."""
    return {kind: sorted(word for word in words if _works(keras, kind, word)) for kind, words in candidates.items()}


def _works(keras, kind, word):
    try:
        if kind == "reduction":
            keras.losses.MeanSquaredError(reduction=word)
            return True
        found = getattr(keras, MODULES[kind]).get(word)
        if kind in ("loss", "metric"):
            return _measures(found) or _compiles(keras, kind, word)
        return not isinstance(found, type) and (callable(found) or kind == "optimizer")
    except Exception:
        return kind == "metric" and _compiles(keras, kind, word)


def _measures(found):
    """get() hands out modules and classes for some strings: only what takes labels and predictions counts."""
    import numpy as np

    if isinstance(found, (type, type(np))):
        return False
    labels = [np.ones((2, 1), "float32"), np.ones((2,), "float32"), np.ones((2, 3), "float32")]
    for y_true in labels:
        y_pred = np.full((2, 3 if y_true.shape != (2, 1) else 1), 0.5, "float32")
        try:
            found(y_true, y_pred)
            return True
        except Exception:
            continue
    return False


def _compiles(keras, kind, word):
    """compile() knows strings that get() does not."""
    if word not in EXTRA[kind]:
        return False
    import numpy as np

    try:
        model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid")])
        model.compile("sgd", "binary_crossentropy" if kind == "metric" else word, metrics=[word] if kind == "metric" else None)
        model.fit(np.zeros((2, 3)), np.zeros((2, 1)), verbose=0)
    except Exception:
        return False
    return True
