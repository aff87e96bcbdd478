# verdict: keras3
# environment: tf-2.15
# rules: needs-keras-3, missing-api
# Keras 3 code in an old kernel.
# %%
import keras
from keras import ops
# %%
@keras.saving.register_keras_serializable()
class Scale(keras.layers.Layer):
    def call(self, x):
        return ops.multiply(x, 2.0)
