# verdict: keras3
# rules:
# Forecasting after keras.io: Keras 3 throughout, upgraded by its first line.
# %%
# Time series forecasting, Keras 3 tutorial style
!pip install -q --upgrade keras
import os
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
import numpy as np
import keras
from keras import layers, ops
# %%
def create_dataset(seq, past=24, batch=64):
    return keras.utils.timeseries_dataset_from_array(seq[:-past], seq[past:], sequence_length=past, batch_size=batch)

class Last(layers.Layer):
    def __init__(self, **kw):
        super().__init__(**kw)
        self.scale = self.add_weight(shape=(1,), initializer="ones", name="scale")
    def call(self, x):
        return ops.multiply(x[:, -1], self.scale)
    def compute_output_shape(self, s):
        return s[0], s[2]
# %%
inputs = keras.Input(shape=(24, 7))
x = layers.LSTM(32, return_sequences=True)(inputs)
outputs = layers.Dense(1)(Last()(x))
model = keras.Model(inputs, outputs)
model.compile(optimizer=keras.optimizers.Adam(learning_rate=1e-3), loss="mse")
es = keras.callbacks.EarlyStopping(monitor="val_loss", min_delta=0., patience=5)
ck = keras.callbacks.ModelCheckpoint(monitor="val_loss", filepath="model_checkpoint.weights.h5", verbose=1, save_weights_only=True, save_best_only=True)
