# verdict: keras2
# rules: needs-keras-2, eager-execution-disabled
# An explanation library's tutorial: eager execution off.
# %%
import tensorflow as tf
tf.compat.v1.disable_v2_behavior()
import numpy as np
from tensorflow import keras
# %%
model = keras.models.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
model.compile("adam", "mse")
model.fit(np.zeros((10, 3)), np.zeros(10), epochs=2)
