# verdict: keras2
# rules:
# Fixed by hand for every TensorFlow: the flag only where it is needed.
# %%
import os
from importlib.metadata import version
if tuple(map(int, version("tensorflow-cpu").split(".")[:2])) >= (2, 16):
    os.environ["TF_USE_LEGACY_KERAS"] = "1"
# %%
import tensorflow as tf
model = tf.keras.Sequential([tf.keras.layers.LSTM(4, batch_input_shape=(1, 1, 2), stateful=True)])
model.reset_states()
