# verdict: keras2
# rules: needs-keras-2, tf-op-on-keras-tensor
# A functional model built in a function of its own.
# %%
import tensorflow as tf
from tensorflow.keras import layers, Model
# %%
def residual_block(x, filters):
    shortcut = x
    y = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    y = layers.Conv2D(filters, 3, padding="same")(y)
    return tf.nn.relu(tf.add(y, shortcut))
# %%
inputs = layers.Input(shape=(32, 32, 16))
x = residual_block(inputs, 16)
x = layers.GlobalAveragePooling2D()(x)
model = Model(inputs, layers.Dense(10)(x))
