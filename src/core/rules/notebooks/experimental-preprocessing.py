# verdict: keras2
# rules: experimental-module
# Data augmentation of the 2.3 to 2.5 era.
# %%
import tensorflow as tf
from tensorflow.keras import layers
# %%
data_augmentation = tf.keras.Sequential([
    layers.experimental.preprocessing.RandomFlip("horizontal"),
    layers.experimental.preprocessing.RandomRotation(0.1),
])
normalization = layers.experimental.preprocessing.Rescaling(1./255)
