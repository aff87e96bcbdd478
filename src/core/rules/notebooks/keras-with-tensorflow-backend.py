# verdict: keras3
# rules:
# The backend named as keras.io does.
# %%
%env KERAS_BACKEND=tensorflow
import keras
model = keras.Sequential([keras.layers.Dense(1)])
