# verdict: either
# rules:
# Fixed by importing tf_keras under the name keras.
# %%
import tensorflow as tf
import tf_keras as keras
from tf_keras import layers
# %%
model = keras.Sequential([layers.GRU(8, stateful=True, batch_input_shape=[1, None, 1]), layers.Dense(1)])
model.compile(optimizer=keras.optimizers.legacy.Adam(lr=0.01), loss="mse")
model.reset_states()
