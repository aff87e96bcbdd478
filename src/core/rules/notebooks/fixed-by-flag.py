# verdict: keras2
# rules: slow-first-fit
# Fixed by hand as the book's author advises.
# %%
import os
os.environ["TF_USE_LEGACY_KERAS"] = "1"
# %%
import tensorflow as tf
model = tf.keras.Sequential([tf.keras.layers.GRU(8, stateful=True, batch_input_shape=[1, None, 1]), tf.keras.layers.Dense(1)])
model.compile("sgd", "mse")
# %%
model.fit(tf.zeros((1, 5, 1)), tf.zeros((1, 1)))
model.reset_states()
