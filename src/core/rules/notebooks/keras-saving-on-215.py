# verdict: either
# environment: tf-2.15
# rules:
# keras.saving is in Keras 2.15 and in tf-keras as well.
# %%
import tensorflow as tf

@tf.keras.saving.register_keras_serializable(package="Custom")
class Scale(tf.keras.layers.Layer):
    def call(self, x):
        return 2 * x
# %%
model = tf.keras.Sequential([tf.keras.layers.Dense(3), Scale()])
