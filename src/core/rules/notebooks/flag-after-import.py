# verdict: keras2
# rules: needs-keras-2, batch-input-shape, legacy-flag-after-import
# The advice followed, in the wrong place.
# %%
import tensorflow as tf
from tensorflow.keras import layers, Sequential
# %%
import os
os.environ["TF_USE_LEGACY_KERAS"] = "1"
# %%
model = Sequential([layers.GRU(4, batch_input_shape=(1, None, 2), stateful=True)])
