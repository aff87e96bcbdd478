# verdict: keras2
# environment: tf-2.21-with-tf-keras
# rules: legacy-optimizer
# Optimizers of the Keras before 2.11, as Apple's guides advised.
# %%
import tensorflow as tf
from tensorflow import keras
# %%
model = keras.Sequential([keras.layers.Dense(10, input_shape=(4,))])
model.compile(optimizer=tf.keras.optimizers.legacy.SGD(learning_rate=0.01, decay=1e-6, momentum=0.9), loss="mse")
