# verdict: either
# rules:
# Ragged input that is only embedded and averaged runs on Keras 3.
# %%
import tensorflow as tf
i = tf.keras.Input(shape=[None], dtype=tf.int64, ragged=True)
x = tf.keras.layers.Embedding(10, 4)(i)
x = tf.keras.layers.GlobalAveragePooling1D()(x)
m = tf.keras.Model(i, x)
