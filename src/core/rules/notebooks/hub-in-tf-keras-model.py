# verdict: either
# rules:
# A Hub layer in a model of tf_keras: fits as it is.
# %%
import tensorflow_hub as hub
import tf_keras
# %%
model = tf_keras.Sequential([
    hub.KerasLayer("https://tfhub.dev/google/nnlm-en-dim50/2", input_shape=[], dtype="string"),
    tf_keras.layers.Dense(1)
])
