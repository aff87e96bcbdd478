# verdict: keras2
# rules: needs-keras-2, batch-input-shape, model-reset-states
# The backend named as in 2018; the code is of that time.
# %%
import os
os.environ["KERAS_BACKEND"] = "tensorflow"
from keras.models import Sequential
from keras.layers import LSTM
m = Sequential([LSTM(3, batch_input_shape=(1,2,3), stateful=True)])
m.reset_states()
