# verdict: none
# rules:
# A Hub layer called on texts, by itself.
# %%
import tensorflow as tf
import tensorflow_hub as hub
embed = hub.load("https://tfhub.dev/google/universal-sentence-encoder/4")
encoder = hub.KerasLayer("https://tfhub.dev/google/nnlm-en-dim50/2")
# %%
vectors = embed(["The quick brown fox"])
others = encoder(tf.constant(["jumps over"]))
