# verdict: either
# rules: lr-argument
# `lr=` is no reason to go back: tf-keras ignores it.
# %%
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense
from tensorflow.keras.optimizers import Adam
# %%
model = Sequential([Dense(10, activation='relu', input_shape=(8,)), Dense(1)])
model.compile(loss='mse', optimizer=Adam(lr=0.001))
