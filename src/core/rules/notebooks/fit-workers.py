# verdict: keras2
# rules: needless-argument, python-data
# Arguments of fit that Keras 3 dropped and tf-keras honours.
# %%
import tensorflow as tf
m = tf.keras.Sequential([tf.keras.layers.Dense(1)])
m.compile("adam", "mse")
m.fit([1.], [1.], workers=4, use_multiprocessing=True)
