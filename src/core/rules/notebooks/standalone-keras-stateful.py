# verdict: keras2
# rules: needs-keras-2, batch-input-shape
# The same through `import keras`: the alias variant of the cell.
# %%
from keras.models import Sequential
from keras.layers import Dense, LSTM
# %%
model = Sequential()
model.add(LSTM(32, batch_input_shape=(1, 10, 2), stateful=True, return_sequences=True))
model.add(LSTM(32, stateful=True))
model.add(Dense(1))
