"""Writes the models of models.py as the real converter writes them, with what Keras predicts.

    python generate.py OUT [--only REGEX] [--routes h5,keras,save] [--legacy]

OUT/<model>.<route>.json holds model.json, the weight files and the inputs and outputs of several predictions.
The Keras that is imported decides the version; pack.mjs joins the folders of several versions to one file.

Weights are as after training: no bias is zero and the statistics of BatchNormalization have moved. They are
multiples of 1/256, so that the data stay small. The models in TRAINED are really trained.
"""

import argparse
import base64
import json
import os
import re
import sys
import tempfile
import traceback
import types
import zlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import numpy as np  # noqa: E402

TRAINED = ("dense_sequential", "cnn", "recurrent_lstm", "recurrent_gru", "dense_compiled", "embedding_average")


def as_after_training(model, random):
    values = []
    for variable in model.weights:
        value = np.array(variable.numpy() if hasattr(variable, "numpy") else variable)
        name = getattr(variable, "path", variable.name)
        kind = name.split("/")[-1].split(":")[0]
        if value.dtype.kind != "f" or "normalization" in name and kind in ("mean", "variance"):
            values.append(value)
            continue
        if kind in ("moving_variance", "variance"):
            new = random.uniform(0.4, 2.5, value.shape)
        elif kind == "gamma" or kind == "scale":
            new = random.normal(1.0, 0.3, value.shape)
        elif kind in ("bias", "beta", "moving_mean", "alpha"):
            new = random.normal(0.0, 0.3, value.shape)
        else:
            new = random.normal(0.0, min(0.7, 1.6 / np.sqrt(max(1, np.prod(value.shape[:-1])))), value.shape)
        values.append((np.round(new * 256) / 256).astype(value.dtype))
    model.set_weights(values)


def input_data(model, function, random, batch, spread):
    integers = getattr(function, "integers", None)
    tensors = model.inputs
    data = []
    for place, tensor in enumerate(tensors):
        shape = [batch if place_ == 0 and size is None else size or 7 for place_, size in enumerate(tensor.shape)]
        limit = integers.get(place) if isinstance(integers, dict) else integers
        if limit:
            ids = random.randint(1, limit, shape)
            if len(shape) == 2:
                # Padding of other lengths in each row, never the whole row.
                for row, line in enumerate(ids):
                    line[len(line) - (row % max(1, len(line) - 1)):] = 0
            data.append(ids.astype("int32"))
        else:
            values = random.normal(0.0, spread, shape)
            if getattr(function, "zero_steps", False):
                for row, line in enumerate(values):
                    line[len(line) - row % 3:] = 0
            data.append((np.round(values * 64) / 64).astype("float32"))
    return data


def tensor_data(array):
    array = np.asarray(array)
    kind = "int32" if array.dtype.kind in "iu" else "float32"
    raw = base64.b64encode(np.ascontiguousarray(array.astype(kind)).tobytes()).decode()
    return {"shape": list(array.shape), "dtype": kind, "data": raw}


def flat(outputs):
    if isinstance(outputs, dict):
        return [outputs[key] for key in sorted(outputs)]
    return list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]


def predictions(model, function, random, legacy):
    sets = []
    for batch, spread in ((2, 1.0), (3, 2.5)):
        stateful = any(getattr(layer, "stateful", False) for layer in model.layers)
        if stateful and batch != 2:
            continue
        data = input_data(model, function, random, batch, spread)
        names = [re.sub(r":0$", "", getattr(tensor, "name", "")) for tensor in model.inputs]
        structure = getattr(model, "_inputs_struct", None)
        if structure is None:
            structure = getattr(model, "_nested_inputs", None)
        arguments = data[0] if len(data) == 1 else data
        if isinstance(structure, dict):
            # Keras flattens a dict in the order of its sorted keys; so does the repaired model.
            arguments = dict(zip(sorted(structure), data))
        outputs = flat(model.predict(arguments, verbose=0))
        sets.append({"inputs": [tensor_data(x) for x in data], "outputs": [tensor_data(y) for y in outputs], "names": names})
    return sets


def train(model, function, random):
    data = input_data(model, function, random, 64, 1.0)[0]
    target = random.uniform(0, 1, (64, *model.output_shape[1:])).astype("float32")
    model.compile(optimizer="adam", loss="mse", metrics=["mae"])
    model.fit(data, target, epochs=3, verbose=0)


def import_converter():
    """Imports the converter without decision forests, which it needs for other formats only and which hang here."""
    sys.modules.setdefault("tensorflow_decision_forests", types.ModuleType("tensorflow_decision_forests"))
    from tensorflowjs.converters import converter

    return converter


def convert(model, route, folder):
    converter = import_converter()

    if route == "save":
        import tensorflowjs as tfjs

        tfjs.converters.save_keras_model(model, folder)
        return
    path = os.path.join(folder, f"m.{route}")
    model.save(path)
    if route == "h5":
        converter.dispatch_keras_h5_to_tfjs_layers_model_conversion(path, folder)
    else:
        converter.dispatch_keras_keras_to_tfjs_layers_model_conversion(path, folder)
    os.remove(path)


def entry(model, route, sets):
    with tempfile.TemporaryDirectory() as folder:
        convert(model, route, folder)
        files = {}
        for name in sorted(os.listdir(folder)):
            with open(os.path.join(folder, name), "rb") as file:
                files[name] = file.read()
        text = files.pop("model.json").decode()
        return {
            "model": text,
            "files": {name: base64.b64encode(data).decode() for name, data in files.items()},
            "sets": sets,
        }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--only", default="")
    parser.add_argument("--routes", default="h5,keras,save")
    parser.add_argument("--legacy", action="store_true")
    options = parser.parse_args()
    if options.legacy:
        os.environ["TF_USE_LEGACY_KERAS"] = "1"
        import tf_keras as K
    else:
        import keras as K
    from models import MODELS

    import_converter()
    os.makedirs(options.out, exist_ok=True)
    for name, function in MODELS.items():
        if not re.search(options.only, name):
            continue
        random = np.random.RandomState(zlib.crc32(name.encode()) % 2**31)
        K.utils.set_random_seed(1)
        K.backend.clear_session()
        try:
            model = function(K)
            as_after_training(model, random)
            if name in TRAINED:
                train(model, function, random)
            sets = predictions(model, function, random, options.legacy)
        except Exception as error:
            print(f"{name}: cannot be built: {str(error).strip().splitlines()[0] if str(error).strip() else error!r}"[:200], file=sys.stderr)
            if os.environ.get("DEBUG"):
                traceback.print_exc()
            continue
        for route in options.routes.split(","):
            try:
                data = entry(model, route, sets)
            except BaseException as error:
                print(f"{name}.{route}: the converter fails: {str(error)[:150]!r}", file=sys.stderr)
                continue
            with open(os.path.join(options.out, f"{name}.{route}.json"), "w") as file:
                json.dump(data, file)


if __name__ == "__main__":
    main()
