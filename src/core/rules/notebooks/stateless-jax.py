# verdict: keras3
# rules:
# The stateless methods of Keras 3.
# %%
import keras, jax
m = keras.Sequential([keras.layers.Dense(4)])
y, s = m.stateless_call(m.trainable_variables, m.non_trainable_variables, 1)
