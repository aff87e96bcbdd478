# verdict: keras3
# rules: batch-input-shape
# Half migrated: what only Keras 2 has and what only Keras 3 has. Going back would break the other half.
# %%
import tensorflow as tf
from tensorflow import keras
# %%
old = keras.Sequential([keras.layers.LSTM(8, batch_input_shape=(4, 10, 3), stateful=True)])
# %%
new = keras.ops.matmul(keras.ops.ones((2, 3)), keras.ops.ones((3, 2)))
