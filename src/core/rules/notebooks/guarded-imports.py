# verdict: either
# rules:
# Written for every version: whatever is missing is taken from elsewhere.
# %%
try:
    from tensorflow.keras.layers.experimental import preprocessing
    Rescaling = preprocessing.Rescaling
except ImportError:
    from tensorflow.keras.layers import Rescaling
try:
    from keras.utils import np_utils
    to_categorical = np_utils.to_categorical
except ImportError:
    from tensorflow.keras.utils import to_categorical
import tensorflow as tf
# %%
if tf.__version__ < "2.16":
    optimizer = tf.keras.optimizers.legacy.Adam(learning_rate=0.01)
else:
    optimizer = tf.keras.optimizers.Adam(learning_rate=0.01)
# %%
model = tf.keras.Sequential([Rescaling(1 / 255.), tf.keras.layers.Flatten(), tf.keras.layers.Dense(10)])
model.compile(optimizer=optimizer, loss="mse")
try:
    model.reset_states()
except AttributeError:
    for layer in model.layers:
        if hasattr(layer, "reset_states"):
            layer.reset_states()
