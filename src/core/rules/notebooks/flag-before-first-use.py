# verdict: keras2
# rules:
# Late, but before the first use of tf.keras: it works.
# %%
import tensorflow as tf
import os
os.environ["TF_USE_LEGACY_KERAS"] = "1"
# %%
m = tf.keras.Sequential([tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])])
