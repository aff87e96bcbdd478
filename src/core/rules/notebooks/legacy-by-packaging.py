# verdict: either
# rules:
# Takes care of itself by the version, with packaging.
# %%
import tensorflow as tf
from packaging import version
if version.parse(tf.__version__) >= version.parse("2.16"):
    import os
    os.environ["TF_USE_LEGACY_KERAS"] = "1"
    import tf_keras as keras
else:
    from tensorflow import keras
# %%
model = keras.Sequential([keras.layers.GRU(8, batch_input_shape=(1, None, 3), stateful=True)])
model.reset_states()
