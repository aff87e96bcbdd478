# verdict: either
# rules: slow-first-fit
# The flag only where tf-keras is there; the hub is used outside of models.
# %%
try:
    import tf_keras
    import os
    os.environ['TF_USE_LEGACY_KERAS'] = '1'
except ImportError:
    pass
import tensorflow as tf
import tensorflow_hub as hub
# %%
embed = hub.load("https://tfhub.dev/google/universal-sentence-encoder/4")
vec = embed(["hello"])
model = tf.keras.Sequential([tf.keras.Input((512,)), tf.keras.layers.Dense(1)])
model.fit(vec, [1])
