"""What to try by calling: every parameter name and every string that any release knows, and a few that only old code uses."""

from api_differences import arguments, identifiers

ROOT = "tensorflow.keras"
METHODS = {
    "Model.compile": "sample_weight_mode target_tensors distribute",
    "Model.fit": "nb_epoch workers use_multiprocessing max_queue_size",
    "Model.evaluate": "workers use_multiprocessing max_queue_size",
    "Model.predict": "workers use_multiprocessing max_queue_size",
    "Model.train_on_batch": "reset_metrics",
    "Model.test_on_batch": "reset_metrics",
    "Model.save": "save_format include_optimizer save_traces signatures options",
    "Model.save_weights": "save_format options",
    "Model.load_weights": "by_name skip_mismatch options",
    "Model.to_json": "",
    "layers.Layer.add_weight": "partitioner use_resource synchronization aggregation collections getter caching_device autocast",
    "layers.Layer.add_loss": "inputs",
    "optimizers.Optimizer.apply_gradients": "experimental_aggregate_gradients name skip_gradients_aggregation",
    "metrics.Metric.add_weight": "aggregation synchronization partitioner",
    "Input": "batch_input_shape batch_shape tensor type_spec ragged sparse dtype name batch_size",
    "models.load_model": "custom_objects compile safe_mode options",
}


def collect(surfaces):
    """The questions to ask in every environment, from the surfaces of all of them."""
    trees = [surface[ROOT]["names"] for surface in surfaces.values()]
    return {
        "constructors": _constructors(trees),
        "methods": {name: sorted(set(_parameters_of(trees, name)) | set(extra.split())) for name, extra in METHODS.items()},
        "identifiers": _identifiers(trees),
    }


def words(signature):
    """The parameter names of a signature text, without markers."""
    return [word.rstrip("=") for word in (signature or "").split() if not word.startswith("*")]


def _constructors(trees):
    found = {}
    for tree in trees:
        for path, entry in tree.items():
            if entry["kind"] == "class":
                found.setdefault(path, set(arguments.family_names(path))).update(words(entry["signature"]))
    return {path: sorted(names) for path, names in found.items()}


def _parameters_of(trees, name):
    owner, _, method = name.rpartition(".")
    for tree in trees:
        entry = tree.get(owner, {}) if owner else {}
        if "members" in entry:
            yield from words(entry["members"].get(method, {}).get("signature"))
        elif name in tree:
            yield from words(tree[name].get("signature"))


def _identifiers(trees):
    found = {}
    for kind in identifiers.EXTRA:
        module = identifiers.MODULES.get(kind)
        names = {path.rpartition(".")[2] for tree in trees for path in tree if module and path.rpartition(".")[0] == module}
        if kind == "optimizer":
            names |= {name.lower() for name in names}
        found[kind] = sorted(set(identifiers.spellings(names)) | set(identifiers.EXTRA[kind]))
    return found
