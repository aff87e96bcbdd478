# verdict: keras2
# rules: needs-keras-2, batch-input-shape, model-reset-states
# A blog post on sunspots: star imports and a loop over epochs.
# %%
import numpy as np
from math import sqrt
from tensorflow.keras.models import *
from tensorflow.keras.layers import *
# %%
def fit_lstm(X, y, batch_size, nb_epoch, neurons):
    model = Sequential()
    model.add(LSTM(neurons, batch_input_shape=(batch_size, X.shape[1], X.shape[2]), stateful=True))
    model.add(Dense(1))
    model.compile(loss='mean_squared_error', optimizer='adam')
    for i in range(nb_epoch):
        model.fit(X, y, epochs=1, batch_size=batch_size, verbose=0, shuffle=False)
        model.reset_states()
    return model
# %%
X, y = np.zeros((10, 1, 1)), np.zeros((10, 1))
lstm_model = fit_lstm(X, y, 1, 3, 4)
