# verdict: either
# rules:
# Every difference is behind a guard: it runs on both.
# %%
import os, importlib.util
import tensorflow as tf
from packaging.version import Version
try:
    import keras
    KERAS3 = keras.__version__.startswith("3")
except ImportError:
    from tensorflow import keras
    KERAS3 = False
# %%
if KERAS3:
    from keras import ops
    def square_sum(x): return ops.sum(ops.square(x))
else:
    from keras import backend as K
    def square_sum(x): return K.sum(K.square(x))
try:
    from keras.utils import to_categorical
except ImportError:
    from keras.utils import np_utils
    to_categorical = np_utils.to_categorical
print(square_sum(tf.ones(3)), to_categorical([0, 1]))
# %%
if hasattr(keras, "ops"):
    relu = keras.ops.relu
else:
    relu = tf.nn.relu
opt_class = keras.optimizers.legacy.Adam if (not KERAS3 and Version(tf.__version__) >= Version("2.11")) else keras.optimizers.Adam
model = keras.Sequential([keras.layers.Dense(2, activation=relu, input_shape=(3,)), keras.layers.Dense(2)])
kwargs = {} if KERAS3 else {"decay": 1e-6}
model.compile(optimizer=opt_class(learning_rate=1e-3, **kwargs), loss="mse")
# %%
path = "m.keras" if KERAS3 else "m.h5"
model.save(path)
if not KERAS3:
    model.save("as_tf", save_format="tf")
loaded = keras.models.load_model(path)
if tf.__version__ >= "2.16":
    model.export("sm")
# %%
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.l = keras.layers.LSTM(3, stateful=True, **({} if KERAS3 else {"batch_input_shape": (2, None, 3)}))
    def call(self, x):
        return self.l(x)
n = Net(); n(tf.ones((2, 4, 3)))
if KERAS3:
    for layer in n.layers:
        if hasattr(layer, "reset_states"):
            layer.reset_states()
else:
    n.reset_states()
