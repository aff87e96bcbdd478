# verdict: either
# rules: standalone-keras-ignores-flag
# The flag is there, and half of the notebook does not follow it.
# %%
import os
os.environ["TF_USE_LEGACY_KERAS"] = "1"
import tensorflow as tf
from keras.layers import Dense, Dropout
from keras.callbacks import EarlyStopping
# %%
model = tf.keras.Sequential([Dense(64, activation="relu"), Dropout(0.5), Dense(1)])
model.compile(optimizer="adam", loss="mse")
