# verdict: either
# rules: old-module-path
# Names that no Keras of today has: legacy Keras would not bring them back.
# %%
import numpy as np
from keras.models import Sequential
from keras.layers.core import Dense, Dropout, Activation
from keras.utils import np_utils
# %%
y = np_utils.to_categorical(np.array([0, 1, 2]), 3)
