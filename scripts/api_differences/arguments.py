"""Runs inside one environment: which keywords are really taken where a signature only says **kwargs, found by calling."""

import contextlib
import io
import logging
import os
import re
import tempfile
import warnings

REFUSED = re.compile(
    r"unexpected keyword|not understood|nrecognized keyword|not recognized|nvalid keyword|nknown keyword"
    r"|is deprecated in the new|argument is deprecated in Keras 3|not a valid (argument|keyword)|got some positional-only"
    r"|nrecognized argument|not supported|nexpected argument|does not accept|nrecognized \(keyword\)|nknown argument"
    r"|no longer supported",
    re.I,
)
IGNORED = re.compile(r"ignored|no longer supported", re.I)

# What to pass for a required argument, and for an optional one whose name alone is under test.
VALUES = {
    "units": 2,
    "filters": 2,
    "kernel_size": 1,
    "rate": 0.5,
    "input_dim": 4,
    "output_dim": 2,
    "num_heads": 1,
    "key_dim": 2,
    "value_dim": 2,
    "target_shape": (4,),
    "dims": (1,),
    "n": 2,
    "num_tokens": 4,
    "max_tokens": 4,
    "height": 4,
    "width": 4,
    "factor": 0.1,
    "height_factor": 0.1,
    "width_factor": 0.1,
    "stddev": 0.1,
    "num_bins": 4,
    "bin_boundaries": [0.0, 1.0],
    "scale": 0.5,
    "mask_value": 0.0,
    "equation": "ab,bc->ac",
    "output_shape": 2,
    "num_classes": 2,
    "target_class_ids": [0],
    "num_thresholds": 3,
    "sensitivity": 0.5,
    "specificity": 0.5,
    "precision": 0.5,
    "recall": 0.5,
    "min_value": 0.0,
    "max_value": 1.0,
    "max_norm": 1.0,
    "num_query_heads": 2,
    "num_key_value_heads": 1,
    "head_dim": 2,
    "capacity": 4,
    "mode": "fan_in",
    "initial_learning_rate": 0.1,
    "decay_steps": 10,
    "decay_rate": 0.9,
    "end_learning_rate": 0.01,
    "boundaries": [1],
    "values": [0.1, 0.2],
    "first_decay_steps": 10,
    "alpha": 0.1,
    "schedule": lambda epoch: 0.1,
    "filepath": "m.keras",
    "filename": "log.csv",
    "backup_dir": "backup",
    "monitor": "loss",
    "value": 1.0,
    "gain": 1.0,
    "l1": 0.1,
    "l2": 0.1,
    "l": 0.1,
    "lr": 0.5,
    "learning_rate": 0.5,
    "decay": 0.1,
    "batch_input_shape": (2, 3),
    "batch_shape": (2, 3),
    "input_shape": (3,),
    "input_length": 3,
    "batch_size": 2,
    "clipnorm": 1.0,
    "clipvalue": 1.0,
    "time_major": False,
    "workers": 1,
    "use_multiprocessing": False,
    "max_queue_size": 2,
    "save_format": "h5",
    "period": 1,
    "epsilon": 1e-3,
    "negative_slope": 0.1,
    "theta": 1.0,
    "size": 2,
    "padding": 1,
    "cropping": 1,
    "pool_size": 1,
    "stateful": False,
    "momentum": 0.5,
    "mean": 0.0,
    "function": abs,
    "file_mode": "w",
    "sampling_rate": 8,
    "fft_length": 8,
    "num_mel_bins": 4,
    "shape": (3,),
    "axis": -1,
    "mean_initializer": "zeros",
    "name": "probe_name",
    "fused": True,
    "implementation": 1,
    "vocabulary": ["a", "b"],
    "reset_metrics": True,
    "class_id": 0,
    "dtype": "float32",
    "trainable": True,
    "groups": 1,
    "strides": 1,
    "depth_multiplier": 1,
    "dilation_rate": 1,
    "activation": "relu",
    "data_format": "channels_last",
    "sample_weight_mode": None,
    "dynamic": False,
    "seed": 1,
    "initializer": "zeros",
    "axes": -1,
    "image_size": (4, 4),
    "data": [1.0],
    "length": 1,
    "targets": [1.0],
    "target": 4,
}
# Arguments that are optional in the signature and needed all the same.
ONE_OF = {
    "CategoryEncoding": [{"num_tokens": 4}],
    "Discretization": [{"num_bins": 4}, {"bins": 4}],
    "InputLayer": [{"batch_shape": (2, 3)}],
}
COMMON = {
    "layers": "name dtype trainable input_shape batch_input_shape batch_shape input_dim input_length batch_size weights autocast "
    "dynamic activity_regularizer implementation time_major alpha negative_slope ragged sparse init W_regularizer output_dim "
    "nb_filter nb_row border_mode subsample dim_ordering inner_init p mode max_tokens fused renorm virtual_batch_size "
    "adjustment zero_output_for_mask experimental_autocast quantization_config lora_rank",
    "optimizers": "name lr learning_rate decay clipnorm clipvalue global_clipnorm epsilon schedule_decay jit_compile "
    "is_legacy_optimizer weight_decay use_ema ema_momentum ema_overwrite_frequency loss_scale_factor "
    "gradient_accumulation_steps gradient_aggregator gradient_transformers",
    "callbacks": "period load_weights_on_restart write_grads batch_size embeddings_layer_names embeddings_metadata "
    "embeddings_data epsilon profile_batch save_format restore_best_weights start_from_epoch initial_value_threshold baseline",
    "losses": "name reduction from_logits dtype axis label_smoothing delta",
    "metrics": "name dtype",
    "regularizers": "l l1 l2 factor",
    "initializers": "seed dtype",
}
COMMON["models"] = "name inputs outputs input output trainable"
FAMILY = {"Sequential": "models", "Model": "models", "InputLayer": "layers"}


def probe_constructors(classes, candidates, out):
    """{path: {"taken": {parameter: yes|no|ignored|?}, "attributes": [...]}} for classes that can be made here."""
    done = {}
    for path, cls in classes.items():
        if cls not in done:
            done[cls] = _probe_class(cls, path, candidates.get(path, []))
        elif missing := [name for name in candidates.get(path, []) if done[cls] and name not in done[cls]["taken"]]:
            done[cls]["taken"].update(_probe_class(cls, path, missing)["taken"])
        if done[cls]:
            out[path] = done[cls]


def _probe_class(cls, path, candidates):
    required = required_arguments(cls)
    if required is None:
        return None
    for more in [{}, *ONE_OF.get(cls.__name__, [])]:
        if not _raises(lambda more=more: cls(**required, **more)):
            required.update(more)
            break
    else:
        return None
    names = sorted(set(candidates))
    taken = {name: attempt(lambda name=name: cls(**{**required, name: _value(cls, name)}), name) for name in names}
    return {"taken": taken, "attributes": _attributes(cls, required)}


def family_names(path):
    """Names worth trying on every class of a module, whatever the signatures say."""
    family = FAMILY.get(path, path.split(".")[0])
    return COMMON.get(family, "").split()


def _value(cls, name):
    import inspect

    try:
        default = inspect.signature(cls.__init__).parameters[name].default
    except (KeyError, TypeError, ValueError):
        default = inspect.Parameter.empty
    if default is inspect.Parameter.empty or name in ("lr", "decay"):
        return VALUES.get(name)
    return default


def required_arguments(cls):
    """Values for what the constructor insists on; None when one of them is beyond the list."""
    import inspect

    try:
        parameters = list(inspect.signature(cls.__init__).parameters.values())[1:]
    except (TypeError, ValueError):
        return None
    required = {}
    for parameter in parameters:
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD) or parameter.default is not parameter.empty:
            continue
        value = _special(parameter.name, cls)
        if value is None:
            return None
        required[parameter.name] = value
    return required


def _special(name, cls):
    import tensorflow as tf

    keras = tf.keras
    if name == "layer":
        return keras.layers.LSTM(2) if "Bidirectional" in cls.__name__ else keras.layers.Dense(2)
    if name == "cell":
        cell = getattr(keras.layers, "ConvLSTM2DCell", keras.layers.LSTMCell) if "Conv" in cls.__name__ else keras.layers.LSTMCell
        return cell(2)
    if name == "cells":
        return [keras.layers.LSTMCell(2)]
    if name == "fn":
        return lambda y_true, y_pred: tf.reduce_mean(y_pred)
    if name == "inner_optimizer" or name == "optimizer":
        return keras.optimizers.SGD()
    return VALUES.get(name)


def attempt(call, name):
    """yes, no, ignored (with a warning that says so), or ? when the call failed for another reason."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    loggers = [logging.getLogger(), logging.getLogger("absl"), logging.getLogger("tensorflow")]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            warnings.simplefilter("always")
            made = call()
    except Exception as error:
        text = str(error)
        refused = REFUSED.search(text) and re.search(rf"\b{re.escape(name)}\b", text)
        return "no" if refused and isinstance(error, (TypeError, ValueError, NotImplementedError, AttributeError)) else "?"
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
    if name == "lr" and not _has_rate(made):
        return "ignored"
    words = said.getvalue() + " ".join(str(warning.message) for warning in caught)
    return "ignored" if re.search(rf"`?\b{re.escape(name)}\b", words) and IGNORED.search(words) else "yes"


def _has_rate(optimizer):
    """Whether `lr=` reached the learning rate: Keras 2.11 and later take the argument and train with the default."""
    try:
        return abs(float(optimizer.learning_rate) - VALUES["lr"]) < 1e-6
    except Exception:
        return True


def _raises(call):
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            call()
    except Exception:
        return True
    return False


def _attributes(cls, required):
    """Public attributes of an instance that has been used as far as it can be."""
    instance = cls(**required)
    _use(instance)
    names = {name for name in _dir(instance) if not name.startswith("_")}
    for name in ("lr", "learning_rate", "decay", "momentum", "iterations"):
        if not _raises(lambda name=name: getattr(instance, name)):
            names.add(name)
    return sorted(names - set(dir(cls)))


def _dir(instance):
    try:
        return dir(instance)
    except Exception:
        return []


def _use(instance):
    import tensorflow as tf

    if hasattr(instance, "call"):
        shapes = ((2, 4), (2, 4, 4), (2, 4, 4, 3), (2, 4, 4, 4, 3))
        inputs = [tf.zeros(shape) for shape in shapes] + [[tf.zeros((2, 4))] * 2, tf.zeros((2, 4), tf.int32)]
        for tensor in inputs:
            if not _raises(lambda tensor=tensor: instance(tensor)):
                return
    elif hasattr(instance, "apply_gradients"):
        variable = tf.Variable([1.0])
        _raises(lambda: instance.build([variable]))
    elif hasattr(instance, "update_state"):
        _raises(lambda: instance.update_state(tf.ones((2, 1)), tf.ones((2, 1))))


def model_attributes(keras):
    """Attributes of a symbolic tensor, and of a model in any of its forms: sequential, functional, subclassed; trained."""
    import numpy as np

    class Own(keras.Model):
        def __init__(self):
            super().__init__()
            self.dense = keras.layers.Dense(1)

        def call(self, inputs):
            return self.dense(inputs)

    inputs = keras.Input((3,))
    models = {
        "Sequential": [keras.Sequential([keras.layers.Dense(1)]), keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])],
        "Model": [keras.Model(inputs, keras.layers.Dense(1)(inputs)), Own()],
    }
    found = {"KerasTensor": sorted(word for word in dir(inputs) if not word.startswith("_"))}
    for name, forms in models.items():
        names = set()
        for model in forms:
            names.update(_dir(model))
            model.compile("sgd", "mse", metrics=["mae"])
            model.fit(np.zeros((2, 3)), np.zeros((2, 1)), verbose=0)
            names.update(_dir(model))
        found[name] = sorted(word for word in names if not word.startswith("_"))
    return found


def probe_methods(keras, candidates):
    """{"Model.fit": {parameter: yes|no|ignored|?}} for the methods that take **kwargs on some side."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        previous = os.getcwd()
        os.chdir(folder)
        try:
            for name, call in _recipes(keras).items():
                asked = candidates.get(name, [])
                found[name] = dict.fromkeys(asked, "?") if _raises(call) else _taken_by(call, asked)
        finally:
            os.chdir(previous)
    return found


def _taken_by(call, asked):
    return {word: attempt(lambda word=word: call(**{word: VALUES.get(word)}), word) for word in asked}


def _recipes(keras):
    import numpy as np
    import tensorflow as tf

    x, y = np.zeros((2, 3), "float32"), np.zeros((2, 1), "float32")

    def model():
        made = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
        made.compile("sgd", "mse")
        return made

    trained = model()
    trained.fit(x, y, verbose=0)
    trained.save_weights("have.weights.h5")
    trained.save("have.h5")
    whole = {"batch_shape", "batch_input_shape", "tensor", "type_spec"}
    gradients = [tf.zeros(weight.shape) for weight in trained.trainable_variables]

    def compile_(**words):
        made = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
        made.compile(**{"optimizer": "sgd", "loss": "mse", **words})

    return {
        "Model.compile": compile_,
        "Model.fit": lambda **words: model().fit(x, y, **{"verbose": 0, **words}),
        "Model.evaluate": lambda **words: trained.evaluate(x, y, **{"verbose": 0, **words}),
        "Model.predict": lambda **words: trained.predict(x, **{"verbose": 0, **words}),
        "Model.train_on_batch": lambda **words: trained.train_on_batch(x, y, **words),
        "Model.test_on_batch": lambda **words: trained.test_on_batch(x, y, **words),
        "Model.save": lambda **words: trained.save("m.h5", **words),
        "Model.save_weights": lambda **words: trained.save_weights("m.weights.h5", **words),
        "Model.load_weights": lambda **words: trained.load_weights(
            "have.h5" if "by_name" in words else "have.weights.h5", **words
        ),
        "Model.to_json": lambda **words: trained.to_json(**words),
        "layers.Layer.add_weight": lambda **words: keras.layers.Layer().add_weight(**{"shape": (2,), **words}),
        "layers.Layer.add_loss": lambda **words: keras.layers.Layer().add_loss(0.0, **words),
        "optimizers.Optimizer.apply_gradients": lambda **words: keras.optimizers.SGD().apply_gradients(
            list(zip(gradients, trained.trainable_variables)), **words
        ),
        "metrics.Metric.add_weight": lambda **words: keras.metrics.Mean().add_weight(
            **{"shape": (), "name": "w", "initializer": "zeros", **words}
        ),
        "Input": lambda **words: keras.Input(**({} if whole & set(words) else {"shape": (3,)}), **words),
        "models.load_model": lambda **words: (trained.save("n.h5"), keras.models.load_model("n.h5", **words)),
    }
