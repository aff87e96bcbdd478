# verdict: either
# rules:
# Talks about old things in texts, comments and strings; does none of them.
# %% [markdown]
# Under Keras 2 you wrote `GRU(batch_input_shape=[1, None])`, called `model.reset_states()` and
# set `TF_USE_LEGACY_KERAS=1`. `hub.KerasLayer` in a `Sequential` raises now.
# %%
import tensorflow as tf
# model = tf.keras.Sequential([tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])])
# model.reset_states()
advice = """
import tensorflow_hub as hub
model = tf.keras.Sequential([hub.KerasLayer(url)])
model.fit_generator(batches)
"""
print("do not use tf.keras.optimizers.legacy.Adam any more:", f"{advice!r}")
# %%
model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
