# verdict: either
# rules: missing-api
# Arguments of Keras 1: no Keras of today takes them.
# %%
from keras.layers import Dense, Convolution2D
from keras.models import Sequential
m = Sequential()
m.add(Dense(output_dim=4, init='uniform', input_dim=3))
