"""What does the same on Keras 3, typed by hand. The generator fails when the newest Keras 3 lacks one of them."""

MODULES = {
    "layers.experimental.preprocessing": "layers",
    "layers.core": "layers",
    "layers.convolutional": "layers",
    "layers.recurrent": "layers",
    "layers.embeddings": "layers",
    "layers.normalization": "layers",
    "layers.pooling": "layers",
    "layers.merge": "layers",
    "layers.merging": "layers",
    "layers.advanced_activations": "layers",
    "layers.activation": "layers",
    "layers.wrappers": "layers",
    "layers.noise": "layers",
    "layers.regularization": "layers",
    "layers.reshaping": "layers",
    "layers.rnn": "layers",
    "layers.attention": "layers",
    "layers.preprocessing": "layers",
    "engine": "models",
    "engine.topology": "layers",
    "engine.base_layer": "layers",
    "engine.input_layer": "layers",
    "engine.training": "models",
    "engine.sequential": "models",
    "utils.np_utils": "utils",
    "utils.vis_utils": "utils",
    "utils.generic_utils": "utils",
    "utils.data_utils": "utils",
    "utils.layer_utils": "utils",
    "utils.image_utils": "utils",
    "optimizers.experimental": "optimizers",
    "optimizers.legacy": "optimizers",
    "callbacks.experimental": "callbacks",
    "objectives": "losses",
}
NAMES = {
    "layers.Layer#add_variable": "add_weight",
    "metrics.Metric#reset_states": "reset_state",
    "Model#fit_generator": "fit",
    "Model#evaluate_generator": "evaluate",
    "Model#predict_generator": "predict",
    "optimizers.Optimizer#lr": "learning_rate",
    "layers.RNN#reset_states": "reset_state",
    "layers.Bidirectional#reset_states": "reset_state",
    "optimizers.Optimizer(lr)": "learning_rate",
    "layers.LeakyReLU(alpha)": "negative_slope",
    "regularizers.l2(l)": "l2",
    "regularizers.l1(l)": "l1",
    "regularizers.L2(l)": "l2",
    "regularizers.L1(l)": "l1",
    "layers.CategoryEncoding(max_tokens)": "num_tokens",
    "layers.InputLayer(batch_input_shape)": "batch_shape",
    "layers.InputLayer(input_shape)": "shape",
    "Input(batch_input_shape)": "batch_shape",
    "reduction 'auto'": "sum_over_batch_size",
    "loss 'kullback_leibler_divergence'": "kl_divergence",
    "loss 'logcosh'": "log_cosh",
    "constraint 'unitnorm'": "unit_norm",
    "constraint 'maxnorm'": "max_norm",
    "constraint 'nonneg'": "non_neg",
    "constraints.maxnorm": "constraints.max_norm",
    "constraints.nonneg": "constraints.non_neg",
    "constraints.unitnorm": "constraints.unit_norm",
    "optimizers.adam": "optimizers.Adam",
    "initializers.uniform": "initializers.RandomUniform",
    "initializers.normal": "initializers.RandomNormal",
    "initializers.zero": "initializers.Zeros",
    "initializers.one": "initializers.Ones",
}
# Functions of keras.backend that keras.ops has under the same name and with the same leading parameters.
BACKEND_TO_OPS = [
    "abs",
    "all",
    "any",
    "arange",
    "argmax",
    "argmin",
    "cast",
    "clip",
    "concatenate",
    "cos",
    "cumprod",
    "cumsum",
    "equal",
    "exp",
    "expand_dims",
    "eye",
    "greater",
    "greater_equal",
    "less",
    "less_equal",
    "log",
    "logsumexp",
    "max",
    "maximum",
    "mean",
    "min",
    "minimum",
    "not_equal",
    "ones",
    "ones_like",
    "prod",
    "reshape",
    "round",
    "shape",
    "sigmoid",
    "sign",
    "sin",
    "softmax",
    "softplus",
    "sqrt",
    "square",
    "squeeze",
    "stack",
    "std",
    "stop_gradient",
    "sum",
    "tanh",
    "tile",
    "transpose",
    "var",
    "zeros",
    "zeros_like",
    "relu",
    "elu",
    "softsign",
]


def replacements(rows, newest):
    """{what the table has a row for: what to use instead}. `newest` are the names of the newest Keras 3."""
    found = {**MODULES, **NAMES}
    for name in BACKEND_TO_OPS:
        if f"keras.backend.{name}" in rows:
            found[f"backend.{name}"] = f"ops.{name}"
    missing = [new for old, new in found.items() if _is_path(old) and new not in newest]
    missing += [old for old, new in found.items() if rows.get(_with(old, new)) in ("2", "none")]
    if missing:
        raise ValueError(f"not in the newest Keras 3: {missing}")
    return dict(sorted(found.items()))


def _is_path(old):
    return not any(mark in old for mark in "#('")


def _with(old, new):
    """The key of the row of the new parameter, attribute or string."""
    for start, end in (("#", ""), ("(", ")"), (" '", "'")):
        if start in old:
            return old.partition(start)[0] + start + new + end
    return new
