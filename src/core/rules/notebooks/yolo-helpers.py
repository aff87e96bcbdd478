# verdict: keras2
# rules: needs-keras-2, tf-op-on-keras-tensor
# Functions that pass symbolic tensors on.
# %%
import tensorflow as tf
from tensorflow.keras.layers import Input, Conv2D
from tensorflow.keras.models import Model
def mish(x):
    return x * tf.math.tanh(tf.math.softplus(x))
def conv(x, f):
    x = Conv2D(f, 3)(x)
    x = mish(x)
    return x
def build(size=416):
    i = Input([size, size, 3])
    x = conv(i, 32)
    route = tf.concat([x, x], -1)
    return Model(i, route)
model = build()
