# verdict: keras2
# rules: needs-keras-2, missing-api
# Sessions of the TensorFlow 1 era through compat.v1.
# %%
import tensorflow as tf
sess = tf.compat.v1.Session()
tf.compat.v1.keras.backend.set_session(sess)
m = tf.keras.Sequential([tf.keras.layers.Dense(1)])
