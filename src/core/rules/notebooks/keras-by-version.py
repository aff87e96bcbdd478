# verdict: either
# rules:
# Another package for each TensorFlow.
# %%
import tensorflow as tf
from packaging.version import parse
if parse(tf.__version__) >= parse("2.16"):
    import tf_keras as keras
else:
    from tensorflow import keras
model = keras.Sequential([keras.layers.GRU(2, batch_input_shape=(1,2,3))])
model.reset_states()
