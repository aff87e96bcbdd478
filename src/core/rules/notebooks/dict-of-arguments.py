# verdict: keras2
# rules: needs-keras-2, batch-input-shape
# The argument hides in a dictionary.
# %%
import tensorflow as tf
L = tf.keras.layers
common = dict(stateful=True, return_sequences=True)
first = {"batch_input_shape": (8, None, 4), **common}
# %%
model = tf.keras.Sequential([L.LSTM(16, **first), L.LSTM(16, **common), L.Dense(1)])
