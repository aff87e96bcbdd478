"""The models of the proof: one function each, for Keras 3 and for tf-keras.

Each takes the Keras module and returns a model. Small, but each with something that TensorFlow.js trips over.
A model that a version of Keras cannot build is left out for that version.
"""

MODELS = {}


def model(function):
    MODELS[function.__name__] = function
    return function


def chain(K, shape, *layers, **options):
    return K.Sequential([K.Input(shape, **options), *layers])


def functional(K, shape, build, **options):
    x = K.Input(shape, **options)
    return K.Model(x, build(x))


def each(prefix, table):
    """One model for each row of a table of builders."""
    for name, build in table.items():
        MODELS[f"{prefix}_{name}"] = build


# Dense layers and activations


@model
def dense_sequential(K):
    L = K.layers
    return chain(K, (4,), L.Dense(8, activation="relu"), L.Dense(3, activation="softmax"))


@model
def dense_functional(K):
    L = K.layers
    return functional(K, (4,), lambda x: L.Dense(3, activation="softmax")(L.Dense(8, activation="relu")(x)))


@model
def dense_named(K):
    L = K.layers
    return K.Sequential([K.Input((4,), name="my_input"), L.Dense(5, name="dense_9"), L.Dense(2, name="out", use_bias=False)], name="net")


@model
def dense_regularized(K):
    L, R = K.layers, K.regularizers
    return chain(
        K, (4,),
        L.Dense(6, kernel_regularizer=R.L2(0.01), bias_regularizer=R.L1(0.01), activity_regularizer=R.L1L2(0.01, 0.01)),
        L.Dense(2, kernel_initializer="lecun_normal", kernel_constraint=K.constraints.MaxNorm(2.0)),
        L.Dense(2, kernel_initializer="orthogonal", bias_initializer=K.initializers.Constant(0.2)),
    )


@model
def dense_compiled(K):
    m = dense_sequential(K)
    m.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return m


@model
def deferred_sequential(K):
    m = K.Sequential([K.layers.Dense(6, activation="tanh"), K.layers.Dense(2)])
    m.build((None, 4))
    return m


@model
def dense_on_sequence(K):
    L = K.layers
    return chain(K, (5, 4), L.Dense(3, activation="relu"), L.Flatten(), L.Dense(2))


@model
def dense_mixed_precision(K):
    L = K.layers
    return chain(K, (4,), L.Dense(8, activation="relu", dtype="mixed_float16"), L.Dense(3, dtype="float32"))


def activation_model(name):
    def build(K):
        L = K.layers
        return chain(K, (4,), L.Dense(6, activation=name), L.Dense(4), L.Activation(name))

    return build


ACTIVATIONS = (
    "elu selu relu relu6 sigmoid tanh softmax log_softmax softplus softsign gelu mish swish silu linear "
    "hard_sigmoid hard_silu leaky_relu exponential celu hard_tanh log_sigmoid tanh_shrink soft_shrink hard_shrink "
    "sparse_plus sparse_sigmoid squareplus"
)
each("activation", {name: activation_model(name) for name in ACTIVATIONS.split()})


@model
def activation_layers(K):
    L = K.layers
    return chain(
        K, (4,), L.Dense(6), L.LeakyReLU(), L.Dense(6), L.ELU(), L.Dense(6), L.PReLU(), L.Dense(6),
        L.Softmax(), L.Dense(4), L.ReLU(max_value=1.5),
    )


@model
def activation_layer_objects(K):
    L = K.layers
    return chain(K, (4,), L.Dense(6, activation=L.LeakyReLU()), L.Dense(4, activation=L.ReLU(max_value=0.7)))


@model
def leaky_relu_slope(K):
    slope = {"alpha": 0.05} if K.__name__ == "tf_keras" else {"negative_slope": 0.05}
    return chain(K, (4,), K.layers.Dense(6), K.layers.LeakyReLU(**slope), K.layers.Dense(2))


@model
def elu_alpha(K):
    return chain(K, (4,), K.layers.Dense(6), K.layers.ELU(alpha=0.4), K.layers.Dense(2))


each("relu", {
    "slope": lambda K: chain(K, (4,), K.layers.Dense(6), K.layers.ReLU(negative_slope=0.2)),
    "threshold": lambda K: chain(K, (4,), K.layers.Dense(6), K.layers.ReLU(threshold=0.3)),
    "threshold_cap": lambda K: chain(K, (4,), K.layers.Dense(6), K.layers.ReLU(max_value=0.9, threshold=0.3)),
    "slope_cap": lambda K: chain(K, (4,), K.layers.Dense(6), K.layers.ReLU(max_value=0.9, negative_slope=0.1)),
    "all": lambda K: chain(K, (4,), K.layers.Dense(6), K.layers.ReLU(max_value=1.0, negative_slope=0.1, threshold=0.4)),
})


@model
def prelu_shared(K):
    return chain(K, (6, 6, 3), K.layers.PReLU(shared_axes=[1, 2]), K.layers.Flatten(), K.layers.Dense(2))


@model
def softmax_axis(K):
    return chain(K, (5, 4), K.layers.Dense(3), K.layers.Softmax(axis=1))


# Images


@model
def cnn(K):
    L = K.layers
    return chain(
        K, (8, 8, 3), L.Conv2D(4, 3, activation="relu"), L.BatchNormalization(), L.MaxPooling2D(), L.Dropout(0.3),
        L.Flatten(), L.Dense(3, activation="softmax"),
    )


@model
def cnn_functional(K):
    L = K.layers

    def build(x):
        x = L.Conv2D(4, 3, padding="same", use_bias=False)(x)
        x = L.BatchNormalization()(x)
        y = L.Activation("silu" if K.__name__ != "tf_keras" else "swish")(x)
        y = L.Conv2D(4, 3, padding="same")(y)
        x = L.Add()([x, y])
        x = L.AveragePooling2D(2, padding="same")(x)
        return L.Dense(3)(L.GlobalAveragePooling2D()(x))

    return functional(K, (7, 7, 3), build)


@model
def convolution_kinds(K):
    L = K.layers
    return chain(
        K, (9, 9, 3), L.SeparableConv2D(4, 3, depth_multiplier=2), L.DepthwiseConv2D(3, depth_multiplier=2, padding="same"),
        L.Conv2D(4, 3, strides=2, padding="same"), L.Conv2DTranspose(3, 3, strides=2, padding="same"),
        L.Conv2D(2, 3, dilation_rate=2, padding="same", activation="hard_sigmoid"),
    )


@model
def depthwise_strided(K):
    L = K.layers
    return chain(K, (8, 8, 4), L.DepthwiseConv2D(3, strides=2, padding="same", activation="relu6"), L.GlobalMaxPooling2D(), L.Dense(2))


@model
def inverted_residual(K):
    """A block of MobileNetV3."""
    L = K.layers

    def hard_sigmoid(x):
        return L.Multiply()([L.ReLU(6.0)(L.Rescaling(1.0, 3.0)(x)), x]) if K.__name__ == "tf_keras" else L.Activation("hard_silu")(x)

    def build(x):
        y = hard_sigmoid(L.BatchNormalization(epsilon=1e-3, momentum=0.999)(L.Conv2D(8, 1, use_bias=False)(x)))
        y = L.ZeroPadding2D(((0, 1), (0, 1)))(y)
        y = L.DepthwiseConv2D(3, strides=2, use_bias=False)(y)
        se = L.GlobalAveragePooling2D(keepdims=True)(y)
        se = L.Conv2D(8, 1, activation="hard_sigmoid")(L.Conv2D(2, 1, activation="relu")(se))
        y = L.Multiply()([y, se])
        return L.Flatten()(L.GlobalAveragePooling2D(keepdims=True)(L.Conv2D(4, 1)(y)))

    return functional(K, (8, 8, 4), build)


each("grouped", {
    "conv2d": lambda K: chain(K, (6, 6, 4), K.layers.Conv2D(6, 3, groups=2, activation="relu"), K.layers.Flatten(), K.layers.Dense(2)),
    "conv2d_depthwise": lambda K: chain(K, (6, 6, 3), K.layers.Conv2D(6, 3, groups=3, strides=2), K.layers.Flatten(), K.layers.Dense(2)),
    "conv1d": lambda K: chain(K, (9, 4), K.layers.Conv1D(4, 3, groups=2, padding="causal"), K.layers.Flatten(), K.layers.Dense(2)),
})


@model
def autoencoder(K):
    L = K.layers
    return chain(
        K, (8, 8, 1), L.Conv2D(4, 3, strides=2, padding="same", activation="relu"), L.UpSampling2D(2, interpolation="bilinear"),
        L.Conv2D(1, 3, padding="same", activation="sigmoid"),
    )


@model
def unet(K):
    L = K.layers

    def build(x):
        a = L.Conv2D(3, 3, padding="same", activation="relu")(x)
        b = L.Conv2D(4, 3, padding="same", activation="relu")(L.MaxPooling2D()(a))
        c = L.Concatenate()([L.UpSampling2D()(b), a])
        d = L.Concatenate(axis=-1)([L.Conv2DTranspose(3, 2, strides=2)(b), a, c])
        return L.Conv2D(1, 1, activation="sigmoid")(d)

    return functional(K, (8, 8, 2), build)


@model
def image_preprocessing(K):
    L = K.layers
    return chain(
        K, (10, 10, 3), L.Rescaling(1 / 127.5, offset=-1.0), L.RandomFlip("horizontal"), L.RandomRotation(0.1), L.RandomZoom(0.1),
        L.RandomContrast(0.1), L.RandomTranslation(0.1, 0.1), L.CenterCrop(7, 8), L.Conv2D(3, 3), L.SpatialDropout2D(0.2),
        L.GlobalAveragePooling2D(), L.Dense(2),
    )


each("resizing", {
    "bilinear": lambda K: chain(K, (9, 7, 3), K.layers.Resizing(6, 10), K.layers.Conv2D(2, 3), K.layers.Flatten(), K.layers.Dense(2)),
    "nearest": lambda K: chain(K, (9, 7, 3), K.layers.Resizing(5, 11, interpolation="nearest"), K.layers.Flatten(), K.layers.Dense(2)),
    "cropped": lambda K: chain(K, (9, 6, 3), K.layers.Resizing(4, 4, crop_to_aspect_ratio=True), K.layers.Flatten(), K.layers.Dense(2)),
    "bicubic": lambda K: chain(K, (6, 6, 3), K.layers.Resizing(4, 4, interpolation="bicubic"), K.layers.Flatten(), K.layers.Dense(2)),
    "centercrop_larger": lambda K: chain(K, (6, 5, 3), K.layers.CenterCrop(8, 4), K.layers.Flatten(), K.layers.Dense(2)),
})


@model
def rescaling_channels(K):
    return chain(K, (4, 4, 3), K.layers.Rescaling([0.5, 0.25, 2.0], offset=[0.1, 0.2, 0.3]), K.layers.Flatten(), K.layers.Dense(2))


@model
def global_pooling_keepdims(K):
    L = K.layers

    def build(x):
        return L.Concatenate()([L.GlobalMaxPooling2D(keepdims=True)(x), L.GlobalAveragePooling2D(keepdims=True)(x)])

    return functional(K, (6, 6, 3), build)


@model
def zero_padding_cropping_2d(K):
    L = K.layers
    return chain(K, (6, 6, 3), L.ZeroPadding2D(((1, 2), (0, 1))), L.Cropping2D(((1, 0), (2, 1))), L.Conv2D(2, 3))


# Sequences of numbers


@model
def conv1d(K):
    L = K.layers
    return chain(
        K, (12, 3), L.Conv1D(4, 3, padding="causal", activation="relu"), L.MaxPooling1D(2), L.BatchNormalization(),
        L.Conv1D(4, 3, dilation_rate=2, padding="same"), L.AveragePooling1D(2, padding="same"), L.SpatialDropout1D(0.2),
        L.GlobalMaxPooling1D(), L.Dense(2),
    )


each("sequence", {
    "zero_padding": lambda K: chain(K, (7, 3), K.layers.ZeroPadding1D((1, 2)), K.layers.Conv1D(2, 3), K.layers.GlobalMaxPooling1D()),
    "zero_padding_unknown_length": lambda K: chain(K, (None, 3), K.layers.ZeroPadding1D(2), K.layers.Conv1D(2, 3), K.layers.GlobalAveragePooling1D()),
    "cropping": lambda K: chain(K, (7, 3), K.layers.Cropping1D((1, 2)), K.layers.Flatten(), K.layers.Dense(2)),
    "upsampling": lambda K: chain(K, (5, 3), K.layers.UpSampling1D(3), K.layers.Conv1D(2, 3), K.layers.Flatten()),
    "transposed": lambda K: chain(K, (5, 3), K.layers.Conv1DTranspose(4, 3, strides=2, padding="same", activation="relu"), K.layers.Flatten()),
    "transposed_valid": lambda K: chain(K, (5, 3), K.layers.Conv1DTranspose(4, 3, strides=2), K.layers.Flatten()),
    "separable": lambda K: chain(K, (9, 3), K.layers.SeparableConv1D(4, 3, strides=2, padding="same", activation="relu"), K.layers.Flatten()),
    "depthwise": lambda K: chain(K, (9, 3), K.layers.DepthwiseConv1D(3, depth_multiplier=2), K.layers.Flatten()),
    "pooling_keepdims": lambda K: chain(K, (9, 3), K.layers.GlobalAveragePooling1D(keepdims=True), K.layers.Dense(2)),
    "repeat_permute": lambda K: chain(K, (4,), K.layers.RepeatVector(3), K.layers.Permute((2, 1)), K.layers.Reshape((-1, 2)), K.layers.Dense(2)),
})

each("volume", {
    "conv": lambda K: chain(K, (5, 5, 5, 2), K.layers.Conv3D(3, 3, activation="relu"), K.layers.MaxPooling3D(2, padding="same"), K.layers.Flatten(), K.layers.Dense(2)),
    "transposed": lambda K: chain(K, (3, 3, 3, 2), K.layers.Conv3DTranspose(2, 2, strides=2), K.layers.AveragePooling3D(2), K.layers.Flatten()),
    "padding": lambda K: chain(K, (3, 4, 2, 2), K.layers.ZeroPadding3D((1, 2, 1)), K.layers.Cropping3D(((1, 0), (0, 1), (1, 1))), K.layers.Flatten(), K.layers.Dense(2)),
    "upsampling": lambda K: chain(K, (2, 3, 2, 2), K.layers.UpSampling3D((2, 1, 3)), K.layers.Flatten(), K.layers.Dense(2)),
    "average": lambda K: chain(K, (2, 3, 2, 2), K.layers.GlobalAveragePooling3D(), K.layers.Dense(2)),
    "max_keepdims": lambda K: chain(K, (2, 3, 2, 2), K.layers.GlobalMaxPooling3D(keepdims=True), K.layers.Flatten()),
})


# Recurrent layers


def recurrent(name, **options):
    return lambda K: chain(K, (5, 3), getattr(K.layers, name)(4, **options), K.layers.Dense(2))


def bidirectional(name, merge="concat", **options):
    def build(K):
        L = K.layers
        return chain(K, (5, 3), L.Bidirectional(getattr(L, name)(4, **options), merge_mode=merge), L.Dense(2))

    return build


each("recurrent", {
    "lstm": recurrent("LSTM"),
    "lstm_sequences": recurrent("LSTM", return_sequences=True),
    "lstm_backwards": recurrent("LSTM", go_backwards=True, return_sequences=True, dropout=0.2, recurrent_dropout=0.2),
    "lstm_no_bias": recurrent("LSTM", use_bias=False),
    "lstm_hard_sigmoid": recurrent("LSTM", recurrent_activation="hard_sigmoid"),
    "lstm_relu": recurrent("LSTM", activation="relu"),
    "lstm_silu": recurrent("LSTM", activation="swish"),
    "lstm_hard_sigmoid_activation": recurrent("LSTM", activation="hard_sigmoid"),
    "simple": recurrent("SimpleRNN"),
    "simple_hard_sigmoid": recurrent("SimpleRNN", activation="hard_sigmoid"),
    "gru": recurrent("GRU"),
    "gru_sequences": recurrent("GRU", return_sequences=True),
    "gru_backwards": recurrent("GRU", return_sequences=True, go_backwards=True),
    "gru_no_bias": recurrent("GRU", use_bias=False),
    "gru_reset_before": recurrent("GRU", reset_after=False, return_sequences=True),
    "gru_reset_before_hard": recurrent("GRU", reset_after=False, recurrent_activation="hard_sigmoid"),
    "gru_hard_sigmoid": recurrent("GRU", recurrent_activation="hard_sigmoid"),
    "bidirectional_lstm": bidirectional("LSTM"),
    "bidirectional_lstm_sequences": bidirectional("LSTM", return_sequences=True),
    "bidirectional_lstm_sum": bidirectional("LSTM", "sum", return_sequences=True),
    "bidirectional_lstm_hard": bidirectional("LSTM", "ave", recurrent_activation="hard_sigmoid"),
    "bidirectional_gru": bidirectional("GRU"),
    "bidirectional_gru_sequences": bidirectional("GRU", return_sequences=True),
    "bidirectional_gru_mul": bidirectional("GRU", "mul", return_sequences=True),
    "bidirectional_gru_reset_before": bidirectional("GRU", reset_after=False),
    "bidirectional_simple": bidirectional("SimpleRNN", "sum"),
})


@model
def recurrent_stacked(K):
    L = K.layers
    return chain(
        K, (None, 3), L.LSTM(4, return_sequences=True), L.Dropout(0.2), L.GRU(4, return_sequences=True), L.SimpleRNN(3), L.Dense(1),
    )


@model
def recurrent_cells(K):
    L = K.layers
    return chain(K, (5, 3), L.RNN(L.LSTMCell(4), return_sequences=True), L.RNN([L.GRUCell(3), L.LSTMCell(2)]), L.Dense(2))


@model
def recurrent_stateful(K):
    L = K.layers
    i = K.Input(batch_shape=(2, 5, 3))
    return K.Model(i, L.Dense(2)(L.GRU(3, stateful=True)(L.LSTM(4, stateful=True, return_sequences=True)(i))))


@model
def recurrent_states(K):
    L = K.layers
    a, b = K.Input((5, 3)), K.Input((4, 3))
    _, h, c = L.LSTM(4, return_state=True)(a)
    y = L.LSTM(4, return_sequences=True)(b, initial_state=[h, c])
    _, g = L.GRU(4, return_state=True)(a, initial_state=h)
    z = L.GRU(4, return_sequences=True)(b, initial_state=g)
    return K.Model([a, b], [y, z, L.Dense(2)(c)])


@model
def recurrent_bidirectional_states(K):
    L = K.layers
    a, b = K.Input((5, 3)), K.Input((4, 3))
    _, fh, fc, bh, bc = L.Bidirectional(L.LSTM(3, return_state=True))(a)
    y = L.LSTM(6)(b, initial_state=[L.Concatenate()([fh, bh]), L.Concatenate()([fc, bc])])
    return K.Model([a, b], L.Dense(2)(y))


@model
def recurrent_bidirectional_gru_states(K):
    L = K.layers
    a = K.Input((5, 3))
    y, fh, bh = L.Bidirectional(L.GRU(3, return_state=True, return_sequences=True))(a)
    return K.Model(a, [y, L.Add()([fh, bh])])


@model
def conv_lstm(K):
    L = K.layers
    return chain(K, (3, 5, 5, 1), L.ConvLSTM2D(2, 3, padding="same", return_sequences=True), L.ConvLSTM2D(2, 2, recurrent_activation="hard_sigmoid"), L.Flatten(), L.Dense(2))


@model
def seq2seq(K):
    L = K.layers
    a, b = K.Input((6,)), K.Input((None,))
    _, h, c = L.LSTM(5, return_state=True)(L.Embedding(12, 4)(a))
    y = L.LSTM(5, return_sequences=True)(L.Embedding(12, 4)(b), initial_state=[h, c])
    return K.Model([a, b], L.Dense(12, activation="softmax")(y))


seq2seq.integers = 12


@model
def gru_seq2seq_attention(K):
    L = K.layers
    a, b = K.Input((6,)), K.Input((4,))
    encoded, h = L.GRU(5, return_state=True, return_sequences=True)(L.Embedding(12, 4)(a))
    decoded = L.GRU(5, return_sequences=True)(L.Embedding(12, 4)(b), initial_state=h)
    context = L.Attention()([decoded, encoded])
    return K.Model([a, b], L.Dense(12, activation="softmax")(L.Concatenate()([decoded, context])))


gru_seq2seq_attention.integers = 12


# Masks


def masked(*layers):
    def build(K):
        L = K.layers
        return chain(K, (6,), L.Embedding(10, 4, mask_zero=True), *[layer(L) for layer in layers])

    build.integers = 10
    return build


each("masked", {
    "lstm": masked(lambda L: L.LSTM(3), lambda L: L.Dense(2)),
    "gru": masked(lambda L: L.GRU(3), lambda L: L.Dense(2)),
    "gru_sequences": masked(lambda L: L.GRU(3, return_sequences=True), lambda L: L.Dense(2)),
    "bidirectional": masked(lambda L: L.Bidirectional(L.LSTM(3, return_sequences=True)), lambda L: L.Bidirectional(L.LSTM(2)), lambda L: L.Dense(2)),
    "bidirectional_gru": masked(lambda L: L.SpatialDropout1D(0.2), lambda L: L.Bidirectional(L.GRU(3)), lambda L: L.Dense(2)),
    "dropout_lstm": masked(lambda L: L.Dropout(0.2), lambda L: L.LSTM(3, return_sequences=True), lambda L: L.BatchNormalization(), lambda L: L.LSTM(2)),
    "leaky_lstm": masked(lambda L: L.LeakyReLU(), lambda L: L.LSTM(3), lambda L: L.Dense(2)),
    "average": masked(lambda L: L.GlobalAveragePooling1D(), lambda L: L.Dense(2, activation="sigmoid")),
    "lstm_average": masked(lambda L: L.LSTM(3, return_sequences=True), lambda L: L.GlobalAveragePooling1D(), lambda L: L.Dense(2)),
    "max": masked(lambda L: L.GlobalMaxPooling1D(), lambda L: L.Dense(2)),
    "conv": masked(lambda L: L.Conv1D(3, 2, activation="relu"), lambda L: L.GlobalMaxPooling1D(), lambda L: L.Dense(2)),
    "flatten": masked(lambda L: L.Flatten(), lambda L: L.Dense(2)),
    "time_distributed": masked(lambda L: L.LSTM(3, return_sequences=True), lambda L: L.TimeDistributed(L.Dense(2))),
})


@model
def masked_two_branches(K):
    """The second LSTM has no mask; TensorFlow.js would give it that of the first."""
    L = K.layers
    a, b = K.Input((6,), name="ids"), K.Input((5, 3), name="numbers")
    x = L.LSTM(3)(L.Embedding(10, 4, mask_zero=True)(a))
    y = L.LSTM(3)(b)
    return K.Model([a, b], L.Dense(2)(L.Concatenate()([x, y])))


masked_two_branches.integers = {0: 10}


@model
def masked_attention(K):
    L = K.layers
    a, b = K.Input((6,)), K.Input((4, 3))
    x = L.Embedding(10, 3, mask_zero=True)(a)
    return K.Model([a, b], L.Attention()([b, x]))


masked_attention.integers = {0: 10}


@model
def masked_self_attention(K):
    L = K.layers
    a = K.Input((6,))
    x = L.Embedding(10, 4, mask_zero=True)(a)
    y = L.MultiHeadAttention(2, 3)(x, x)
    return K.Model(a, L.Dense(2)(L.GlobalMaxPooling1D()(y)))


masked_self_attention.integers = 10


@model
def masking_lstm(K):
    L = K.layers
    return chain(K, (6, 3), L.Masking(0.0), L.LSTM(4), L.Dense(2))


masking_lstm.zero_steps = True


@model
def masking_gru(K):
    L = K.layers
    return chain(K, (6, 3), L.Masking(0.0), L.GRU(4, return_sequences=True), L.GlobalAveragePooling1D(), L.Dense(2))


masking_gru.zero_steps = True


# Text


@model
def embedding_average(K):
    L = K.layers
    return chain(K, (6,), L.Embedding(10, 4), L.GlobalAveragePooling1D(), L.Dense(3, activation="relu"), L.Dense(1, activation="sigmoid"))


embedding_average.integers = 10


@model
def embedding_unbuilt(K):
    L = K.layers
    m = K.Sequential([L.Embedding(10, 4), L.Flatten(), L.Dense(2)])
    m.build((None, 6))
    return m


embedding_unbuilt.integers = 10


@model
def embedding_int_input(K):
    L = K.layers
    return functional(K, (6,), lambda x: L.Dense(2)(L.Flatten()(L.Embedding(10, 4)(x))), dtype="int64")


embedding_int_input.integers = 10


@model
def transformer_block(K):
    L = K.layers

    def build(x):
        y = L.MultiHeadAttention(num_heads=2, key_dim=3, dropout=0.1)(x, x)
        x = L.LayerNormalization(epsilon=1e-6)(L.Add()([x, L.Dropout(0.1)(y)]))
        y = L.Dense(4)(L.Dense(8, activation="gelu")(x))
        x = L.LayerNormalization(epsilon=1e-6)(L.Add()([x, y]))
        return L.Dense(2, activation="softmax")(L.GlobalAveragePooling1D()(x))

    return functional(K, (5, 4), build)


@model
def transformer_operators(K):
    """The same with x + y instead of Add, as in Keras's own examples."""
    L = K.layers

    def build(x):
        y = L.LayerNormalization(epsilon=1e-6)(x)
        y = L.MultiHeadAttention(num_heads=3, key_dim=2, value_dim=4)(y, y)
        x = L.Dropout(0.1)(y) + x
        y = L.Conv1D(4, 1, activation="relu")(L.LayerNormalization()(x))
        return L.Dense(2)(L.GlobalAveragePooling1D(data_format="channels_last")(L.Conv1D(4, 1)(y) + x))

    return functional(K, (5, 4), build)


@model
def causal_attention(K):
    L = K.layers

    def build(x):
        return L.MultiHeadAttention(num_heads=1, key_dim=3, output_shape=5, use_bias=False)(x, x, use_causal_mask=True)

    return functional(K, (5, 4), build)


@model
def cross_attention(K):
    L = K.layers
    a, b = K.Input((5, 4)), K.Input((7, 3))
    return K.Model([a, b], L.MultiHeadAttention(2, 3)(a, b))


each("attention", {
    "dot": lambda K: two(K, (5, 4), (6, 4), lambda a, b: K.layers.Attention()([a, b])),
    "dot_scale": lambda K: two(K, (5, 4), (6, 4), lambda a, b: K.layers.Attention(use_scale=True)([a, b])),
    "dot_key": lambda K: two(K, (5, 4), (6, 4), lambda a, b: K.layers.Attention()([a, K.layers.Dense(3)(b), b])),
    "concat": lambda K: two(K, (5, 4), (6, 4), lambda a, b: K.layers.Attention(score_mode="concat", use_scale=True)([a, b])),
    "additive": lambda K: two(K, (5, 4), (6, 4), lambda a, b: K.layers.AdditiveAttention()([a, b])),
    "additive_plain": lambda K: two(K, (5, 4), (6, 4), lambda a, b: K.layers.AdditiveAttention(use_scale=False)([a, b])),
    "causal": lambda K: functional(K, (5, 4), lambda x: K.layers.Attention()([x, x], use_causal_mask=True)),
})


def two(K, one, other, build):
    a, b = K.Input(one), K.Input(other)
    return K.Model([a, b], build(a, b))


# Normalizations and other layers


def adapted(K, shape, axis=-1, **options):
    import numpy as np

    layer = K.layers.Normalization(axis=axis, **options)
    layer.adapt(np.random.RandomState(3).normal(2.0, 3.0, (64, *shape)).astype("float32"))
    return layer


each("normalization", {
    "adapted": lambda K: chain(K, (4,), adapted(K, (4,)), K.layers.Dense(2)),
    "adapted_functional": lambda K: functional(K, (4,), lambda x: K.layers.Dense(2)(adapted(K, (4,))(x))),
    "scalar": lambda K: chain(K, (4,), adapted(K, (4,), axis=None), K.layers.Dense(2)),
    "image": lambda K: chain(K, (4, 4, 3), adapted(K, (4, 4, 3)), K.layers.Flatten(), K.layers.Dense(2)),
    "two_axes": lambda K: chain(K, (4, 3), adapted(K, (4, 3), axis=(1, 2)), K.layers.Flatten(), K.layers.Dense(2)),
    "inverted": lambda K: chain(K, (4,), adapted(K, (4,), invert=True), K.layers.Dense(2)),
    "given": lambda K: chain(K, (3,), K.layers.Normalization(mean=[1.0, 2.0, 3.0], variance=[4.0, 1.0, 0.5]), K.layers.Dense(2)),
    "given_scalar": lambda K: chain(K, (3,), K.layers.Normalization(axis=None, mean=3.0, variance=2.0), K.layers.Dense(2)),
    "layer": lambda K: chain(K, (5, 4), K.layers.LayerNormalization(), K.layers.LayerNormalization(axis=[1, 2], epsilon=1e-5), K.layers.LayerNormalization(center=False)),
    "group": lambda K: chain(K, (4, 4, 6), K.layers.GroupNormalization(groups=3), K.layers.Flatten(), K.layers.Dense(2)),
    "instance": lambda K: chain(K, (4, 4, 3), K.layers.GroupNormalization(groups=-1, scale=False), K.layers.Flatten(), K.layers.Dense(2)),
    "rms": lambda K: chain(K, (5, 4), K.layers.RMSNormalization(), K.layers.Dense(2)),
    "unit": lambda K: chain(K, (4,), K.layers.Dense(3), K.layers.UnitNormalization(), K.layers.Dense(2)),
    "batch_axis": lambda K: chain(K, (4, 3), K.layers.BatchNormalization(axis=1), K.layers.BatchNormalization(scale=False), K.layers.Flatten(), K.layers.Dense(2)),
})


@model
def merges(K):
    L = K.layers
    a, b = K.Input((4,), name="a"), K.Input((4,), name="b")
    parts = [L.Add()([a, b]), L.Subtract()([a, b]), L.Multiply()([a, b]), L.Average()([a, b]), L.Maximum()([a, b]), L.Minimum()([a, b])]
    return K.Model([a, b], L.Dense(2)(L.Concatenate()(parts)))


each("dot", {
    "vectors": lambda K: two(K, (4,), (4,), lambda a, b: K.layers.Dot(axes=1)([a, b])),
    "cosine": lambda K: two(K, (4,), (4,), lambda a, b: K.layers.Dot(axes=-1, normalize=True)([a, b])),
    "matrices": lambda K: two(K, (5, 4), (6, 4), lambda a, b: K.layers.Dot(axes=(2, 2))([a, b])),
    "negative": lambda K: two(K, (5, 4), (4, 6), lambda a, b: K.layers.Dot(axes=(-1, 1))([a, b])),
    "mixed": lambda K: two(K, (5, 4), (5,), lambda a, b: K.layers.Dot(axes=(1, 1))([a, b])),
    "batch": lambda K: two(K, (5, 4), (5, 3), lambda a, b: K.layers.Dot(axes=1)([a, b])),
})


each("einsum", {
    "dense": lambda K: chain(K, (5, 4), K.layers.EinsumDense("abc,cd->abd", output_shape=(None, 3), bias_axes="d"), K.layers.Flatten()),
    "heads": lambda K: chain(K, (5, 4), K.layers.EinsumDense("abc,cde->abde", output_shape=(None, 2, 3), bias_axes="de"), K.layers.Flatten()),
    "back": lambda K: chain(K, (5, 2, 3), K.layers.EinsumDense("abcd,cde->abe", output_shape=(None, 4), activation="relu"), K.layers.Flatten()),
    "ellipsis": lambda K: chain(K, (5, 4), K.layers.EinsumDense("...x,xy->...y", output_shape=3, bias_axes="y"), K.layers.Flatten()),
})

each("categories", {
    "one_hot": lambda K: chain(K, (1,), K.layers.CategoryEncoding(6, output_mode="one_hot"), K.layers.Dense(2), dtype="int32"),
    "multi_hot": lambda K: chain(K, (4,), K.layers.CategoryEncoding(6, output_mode="multi_hot"), K.layers.Dense(2), dtype="int32"),
    "count": lambda K: chain(K, (4,), K.layers.CategoryEncoding(6, output_mode="count"), K.layers.Dense(2), dtype="int32"),
})
for name in ("one_hot", "multi_hot", "count"):
    MODELS[f"categories_{name}"].integers = 6

each("time_distributed", {
    "dense": lambda K: chain(K, (5, 4), K.layers.TimeDistributed(K.layers.Dense(3, activation="relu")), K.layers.Flatten(), K.layers.Dense(2)),
    "silu": lambda K: chain(K, (5, 4), K.layers.TimeDistributed(K.layers.Dense(3, activation="swish")), K.layers.Flatten(), K.layers.Dense(2)),
    "hard_silu": lambda K: chain(K, (5, 4), K.layers.TimeDistributed(K.layers.Dense(3, activation="hard_sigmoid")), K.layers.Flatten(), K.layers.Dense(2)),
    "conv": lambda K: chain(K, (3, 6, 6, 2), K.layers.TimeDistributed(K.layers.Conv2D(3, 3)), K.layers.TimeDistributed(K.layers.MaxPooling2D()), K.layers.TimeDistributed(K.layers.Flatten()), K.layers.LSTM(3)),
    "model": lambda K: chain(K, (3, 6, 6, 2), K.layers.TimeDistributed(chain(K, (6, 6, 2), K.layers.Conv2D(3, 3, activation="relu"), K.layers.BatchNormalization(), K.layers.GlobalAveragePooling2D())), K.layers.LSTM(3)),
    "batch_norm": lambda K: chain(K, (5, 4), K.layers.TimeDistributed(K.layers.BatchNormalization()), K.layers.GRU(2)),
})


@model
def dropouts(K):
    L = K.layers
    return chain(K, (4,), L.Dropout(0.5), L.GaussianNoise(0.3), L.GaussianDropout(0.3), L.AlphaDropout(0.3), L.ActivityRegularization(0.1), L.Flatten(), L.Dense(2))


@model
def identity(K):
    return functional(K, (4,), lambda x: K.layers.Dense(2)(K.layers.Identity()(x)))


# Shapes of models


@model
def two_inputs_outputs(K):
    L = K.layers
    a, b = K.Input((4,), name="zeta"), K.Input((3,), name="alpha")
    x = L.Concatenate()([a, b])
    return K.Model([a, b], [L.Dense(2, name="second")(x), L.Dense(1, name="first")(x)])


@model
def dict_inputs_outputs(K):
    L = K.layers
    a, b = K.Input((4,), name="b"), K.Input((3,), name="a")
    x = L.Concatenate()([a, b])
    return K.Model({"b": a, "a": b}, {"y": L.Dense(2)(x), "x": L.Dense(1)(x)})


@model
def nested_sequential(K):
    L = K.layers
    inner = K.Sequential([K.Input((4,)), L.Dense(3, activation="relu"), L.BatchNormalization()], name="inner")
    return functional(K, (4,), lambda x: L.Dense(2)(inner(x)))


@model
def nested_functional(K):
    L = K.layers
    inner = functional(K, (4,), lambda x: L.Dense(3, activation="swish")(x))
    return functional(K, (4,), lambda x: L.Dense(2)(inner(x)))


@model
def nested_output(K):
    L = K.layers
    inner = functional(K, (4,), lambda x: L.Dense(3)(x))
    return functional(K, (4,), lambda x: inner(L.Dense(4, activation="tanh")(x)))


@model
def nested_sequential_output(K):
    L = K.layers
    head = chain(K, (4,), L.Dense(3), L.LeakyReLU())
    return functional(K, (4,), lambda x: head(L.Dense(4, activation="tanh")(x)))


@model
def nested_unbuilt(K):
    L = K.layers
    inner = K.Sequential([L.Dense(3, activation="relu"), L.Dense(4)])
    return chain(K, (4,), inner, L.Dense(2))


@model
def nested_three_levels(K):
    L = K.layers
    one = functional(K, (4,), lambda x: L.Dense(3, activation="hard_sigmoid")(x))
    other = chain(K, (4,), one, L.Dense(3))
    return functional(K, (4,), lambda x: L.Dense(2)(other(x)))


@model
def nested_outputs(K):
    L = K.layers
    i = K.Input((4,))
    inner = K.Model(i, [L.Dense(3)(i), L.Dense(2)(i)])
    o = K.Input((4,))
    p, q = inner(o)
    return K.Model(o, [L.Dense(1)(p), L.Dense(1)(q), q])


@model
def nested_same_names(K):
    L = K.layers

    def inner(name):
        i = K.Input((4,), name=f"{name}_in")
        return K.Model(i, L.Dense(3, name="d")(i), name=name)

    o = K.Input((4,))
    return K.Model(o, L.Add()([inner("one")(o), inner("two")(o)]))


@model
def nested_replaced_layers(K):
    """Repairs that change the graph, inside a Sequential inside a Functional."""
    L = K.layers
    inner = chain(K, (6, 4), L.ZeroPadding1D(1), L.GRU(3, return_sequences=True), L.Conv1D(4, 2, groups=2) if False else L.Conv1D(4, 2), L.Subtract() if False else L.ReLU(negative_slope=0.1))
    return functional(K, (6, 4), lambda x: L.Dense(2)(L.GlobalAveragePooling1D(keepdims=True)(inner(x))))


@model
def siamese(K):
    L = K.layers
    a, b = K.Input((4,), name="left"), K.Input((4,), name="right")
    tower = chain(K, (4,), L.Dense(5, activation="relu"), L.UnitNormalization() if hasattr(L, "UnitNormalization") else L.Dense(5), L.Dense(3))
    x, y = tower(a), tower(b)
    return K.Model([a, b], [L.Dense(1, activation="sigmoid")(L.Subtract()([x, y])), L.Dot(axes=1, normalize=True)([x, y])])


@model
def shared_layers(K):
    L = K.layers
    a, b = K.Input((5, 3)), K.Input((5, 3))
    gru, act = L.GRU(4), L.Dense(3, activation="hard_sigmoid")
    return K.Model([a, b], [act(gru(a)), act(gru(b)), act(act(L.Dense(4)(gru(a)) if False else gru(a))) if False else act(gru(b))])


@model
def layer_reused_in_chain(K):
    L = K.layers
    d = L.Dense(4, activation="tanh")
    return functional(K, (4,), lambda x: L.Dense(2)(d(d(d(x)))))


@model
def transfer_learning(K):
    L = K.layers
    i = K.Input((8, 8, 3))
    base = K.Model(i, L.ReLU(6.0)(L.BatchNormalization()(L.Conv2D(4, 3, use_bias=False)(i))), name="base")
    base.trainable = False

    def build(x):
        y = L.RandomFlip()(x)
        y = L.Rescaling(1 / 127.5, -1)(y)
        y = base(y, training=False)
        return L.Dense(3, activation="softmax")(L.Dropout(0.2)(L.GlobalAveragePooling2D()(y)))

    return functional(K, (8, 8, 3), build)


# Operators and keras.ops


def operators(build, shape=(5, 4), other=None):
    def make(K):
        a = K.Input(shape)
        b = K.Input(other or shape)
        return K.Model([a, b], build(K, a, b))

    return make


each("operator", {
    "arithmetic": operators(lambda K, a, b: (1.0 - (a * 2.0 + 1.0) / 4.0) - (-b)),
    "tensors": operators(lambda K, a, b: a * b - b + a),
    "power": operators(lambda K, a, b: a**2 + b**3),
    "first": operators(lambda K, a, b: K.layers.Dense(2)(a[:, 0] + b[:, 0])),
    "last": operators(lambda K, a, b: K.layers.Dense(2)(a[:, -1, :] + b[:, 1])),
    "range": operators(lambda K, a, b: a[:, 1:4] + b[:, :3]),
    "features": operators(lambda K, a, b: a[..., :2] + b[..., -2:]),
    "new_axis": operators(lambda K, a, b: a[:, None] + b[:, None]),
    "division": operators(lambda K, a, b: a / (b * b + 1.0)),
    "constant_vector": operators(lambda K, a, b: a * __import__("numpy").array([1, 2, 3, 4], "float32") + b),
})

each("ops", {
    "mean": operators(lambda K, a, b: K.ops.mean(a, axis=1) + K.ops.sum(b, axis=1)),
    "keepdims": operators(lambda K, a, b: K.ops.mean(a, axis=-1, keepdims=True) * b),
    "max": operators(lambda K, a, b: K.ops.max(a, axis=(1, 2)) + K.ops.min(b, axis=[1, 2])),
    "reshape": operators(lambda K, a, b: K.ops.concatenate([K.ops.reshape(a, (-1, 20)), K.ops.reshape(b, (-1, 20))], axis=-1)),
    "transpose": operators(lambda K, a, b: K.ops.matmul(a, K.ops.transpose(b, (0, 2, 1)))),
    "stack": operators(lambda K, a, b: K.ops.stack([a, b], axis=1)),
    "split": operators(lambda K, a, b: K.ops.split(a, 2, axis=-1)[1] + K.ops.split(b, 2, axis=-1)[0]),
    "expand": operators(lambda K, a, b: K.ops.squeeze(K.ops.expand_dims(a, 1), 1) + b),
    "relu": operators(lambda K, a, b: K.ops.relu(a) + K.ops.sigmoid(b) + K.ops.tanh(a) + K.ops.silu(b)),
    "softmax": operators(lambda K, a, b: K.ops.softmax(a, axis=-1) + K.ops.softmax(b, axis=1)),
    "leaky": operators(lambda K, a, b: K.ops.leaky_relu(a, 0.1) + K.ops.gelu(b) + K.ops.gelu(a, approximate=False) + K.ops.elu(b)),
    "clip": operators(lambda K, a, b: K.ops.clip(a, -0.5, 0.5) + K.ops.abs(b) + K.ops.square(a)),
    "maximum": operators(lambda K, a, b: K.ops.maximum(a, b) + K.ops.maximum(a, 0.1) + K.ops.minimum(b, 0.2)),
    "exp": operators(lambda K, a, b: K.ops.exp(a) + b),
    "normalize": operators(lambda K, a, b: K.ops.normalize(a, axis=-1) + b),
    "sqrt": operators(lambda K, a, b: K.ops.sqrt(K.ops.abs(a)) + b),
    "einsum": operators(lambda K, a, b: K.ops.einsum("abc,adc->abd", a, b)),
    "pad": operators(lambda K, a, b: K.ops.pad(a + b, [[0, 0], [1, 2], [0, 0]])),
})


# What cannot be repaired


@model
def lambda_layer(K):
    return functional(K, (4,), lambda x: K.layers.Dense(2)(K.layers.Lambda(lambda y: y * 2.0)(x)))


@model
def monte_carlo_dropout(K):
    return functional(K, (4,), lambda x: K.layers.Dense(2)(K.layers.Dropout(0.5)(x, training=True)))


@model
def batch_norm_in_training(K):
    return functional(K, (4,), lambda x: K.layers.Dense(2)(K.layers.BatchNormalization()(x, training=True)))


@model
def spectral_normalization(K):
    return chain(K, (4,), K.layers.SpectralNormalization(K.layers.Dense(3)), K.layers.Dense(2))


@model
def discretization(K):
    return chain(K, (4,), K.layers.Discretization([0.0, 1.0]), K.layers.Dense(2))


@model
def nested_in_training(K):
    L = K.layers
    inner = chain(K, (4,), L.Dense(3), L.BatchNormalization())
    return functional(K, (4,), lambda x: L.Dense(2)(inner(x, training=True)))


@model
def operator_then_layers(K):
    """What comes after an operation, whose shape tf-keras does not write."""
    L = K.layers

    def build(x):
        x = L.Conv2D(4, 3)(x / 127.5 - 1.0)
        x = L.Activation("relu")(L.BatchNormalization()(x))
        return L.Dense(2)(L.Flatten()(L.GlobalAveragePooling2D(keepdims=True)(x)))

    return functional(K, (6, 6, 3), build)


@model
def masking_functional(K):
    L = K.layers

    def build(x):
        x = L.Masking(0.0)(x)
        x = L.Dropout(0.1)(L.LSTM(4, return_sequences=True)(x))
        return L.Dense(2)(L.Bidirectional(L.GRU(3))(L.Add()([x, L.Dense(4)(x)])))

    return functional(K, (6, 3), build)


masking_functional.zero_steps = True


@model
def masked_functional(K):
    L = K.layers

    def build(x):
        x = L.Embedding(10, 4, mask_zero=True)(x)
        x = L.Concatenate()([L.LSTM(3, return_sequences=True)(x), L.Dense(2)(x)])
        return L.Dense(2)(L.GlobalAveragePooling1D()(L.Dense(3, activation="relu")(x)))

    return functional(K, (6,), build)


masked_functional.integers = 10


@model
def masked_nested(K):
    """The mask is made and used within a nested model."""
    L = K.layers
    inner = chain(K, (6,), L.Embedding(10, 4, mask_zero=True), L.GRU(3))
    a, b = K.Input((6,)), K.Input((6,))
    return K.Model([a, b], L.Dense(2)(L.Multiply()([inner(a), inner(b)])))


masked_nested.integers = 10
