# verdict: either
# rules:
# Time series of a book, which run on both.
# %%
import tensorflow as tf, numpy as np
from functools import partial
# %%
series = np.sin(np.arange(400) / 7).astype("float32")
multi = np.stack([series, np.cos(np.arange(400) / 5).astype("float32")], axis=1)
train, valid = series[:300], series[300:]
seq_length = 16
train_ds = tf.keras.utils.timeseries_dataset_from_array(train, targets=train[seq_length:], sequence_length=seq_length, batch_size=32, shuffle=True, seed=42)
valid_ds = tf.keras.utils.timeseries_dataset_from_array(valid, targets=valid[seq_length:], sequence_length=seq_length, batch_size=32)
# %%
def fit_and_evaluate(model, train_set, valid_set, learning_rate, epochs=1):
    early_stopping_cb = tf.keras.callbacks.EarlyStopping(monitor="val_mae", patience=50, restore_best_weights=True)
    opt = tf.keras.optimizers.SGD(learning_rate=learning_rate, momentum=0.9)
    model.compile(loss=tf.keras.losses.Huber(), optimizer=opt, metrics=["mae"])
    history = model.fit(train_set, validation_data=valid_set, epochs=epochs, callbacks=[early_stopping_cb], verbose=0)
    valid_loss, valid_mae = model.evaluate(valid_set, verbose=0)
    return valid_mae * 1e6
linear = tf.keras.Sequential([tf.keras.layers.Dense(1, input_shape=[seq_length])])
fit_and_evaluate(linear, train_ds, valid_ds, learning_rate=0.02)
# %%
rnn = tf.keras.Sequential([
    tf.keras.layers.SimpleRNN(8, return_sequences=True, input_shape=[None, 1]),
    tf.keras.layers.SimpleRNN(8),
    tf.keras.layers.Dense(14)
])
rnn.compile(loss="mse", optimizer="adam")
def split_inputs_and_targets(mulvar_series, ahead=14, target_col=1):
    return mulvar_series[:, :-ahead], mulvar_series[:, -ahead:, target_col]
ahead_train_ds = tf.keras.utils.timeseries_dataset_from_array(multi[:300], targets=None, sequence_length=seq_length + 14, batch_size=32, shuffle=True, seed=42).map(split_inputs_and_targets)
seq = tf.keras.Sequential([tf.keras.layers.SimpleRNN(32, input_shape=[None, 2]), tf.keras.layers.Dense(14)])
fit_and_evaluate(seq, ahead_train_ds, ahead_train_ds, learning_rate=0.02)
# %%
def to_windows(dataset, length):
    dataset = dataset.window(length, shift=1, drop_remainder=True)
    return dataset.flat_map(lambda window_ds: window_ds.batch(length))
def to_seq2seq_dataset(series, seq_length=16, ahead=4, target_col=1, batch_size=32):
    ds = to_windows(tf.data.Dataset.from_tensor_slices(series), ahead + 1)
    ds = to_windows(ds, seq_length).map(lambda S: (S[:, 0], S[:, 1:, 1]))
    return ds.batch(batch_size)
ds = to_seq2seq_dataset(multi[:120])
# %%
class LNSimpleRNNCell(tf.keras.layers.Layer):
    def __init__(self, units, activation="tanh", **kwargs):
        super().__init__(**kwargs)
        self.state_size = units
        self.output_size = units
        self.simple_rnn_cell = tf.keras.layers.SimpleRNNCell(units, activation=None)
        self.layer_norm = tf.keras.layers.LayerNormalization()
        self.activation = tf.keras.activations.get(activation)
    def call(self, inputs, states):
        outputs, new_states = self.simple_rnn_cell(inputs, states)
        norm_outputs = self.activation(self.layer_norm(outputs))
        return norm_outputs, [norm_outputs]
custom_ln_model = tf.keras.Sequential([
    tf.keras.layers.RNN(LNSimpleRNNCell(8), return_sequences=True, input_shape=[None, 2]),
    tf.keras.layers.Dense(4)
])
fit_and_evaluate(custom_ln_model, ds, ds, learning_rate=0.1)
# %%
wavenet_model = tf.keras.Sequential()
wavenet_model.add(tf.keras.layers.InputLayer(input_shape=[None, 2]))
for rate in (1, 2, 4, 8) * 2:
    wavenet_model.add(tf.keras.layers.Conv1D(filters=8, kernel_size=2, padding="causal", activation="relu", dilation_rate=rate))
wavenet_model.add(tf.keras.layers.Conv1D(filters=4, kernel_size=1))
fit_and_evaluate(wavenet_model, ds, ds, learning_rate=0.1)
