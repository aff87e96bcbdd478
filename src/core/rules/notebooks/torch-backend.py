# verdict: keras3
# rules:
# Another backend, by setdefault.
# %%
import os
os.environ.setdefault("KERAS_BACKEND", "torch")
import torch, keras
model = keras.Sequential([keras.layers.Dense(1)])
