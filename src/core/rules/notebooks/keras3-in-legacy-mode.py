# verdict: keras3
# rules: needs-keras-3, missing-api
# A flag copied from the web into a notebook for Keras 3.
# %%
import os
os.environ["TF_USE_LEGACY_KERAS"] = "1"
# %%
import tensorflow as tf
x = tf.keras.ops.linspace(0.0, 1.0, 5)
y = tf.keras.random.uniform((5,))
