# verdict: keras3
# rules:
# A keras.io example for any backend.
# %%
import os
os.environ["KERAS_BACKEND"] = "jax"
# %%
import keras
from keras import layers, ops
# %%
class TransformerBlock(layers.Layer):
    def __init__(self, embed_dim, num_heads, ff_dim, rate=0.1):
        super().__init__()
        self.att = layers.MultiHeadAttention(num_heads=num_heads, key_dim=embed_dim)
        self.ffn = keras.Sequential([layers.Dense(ff_dim, activation="relu"), layers.Dense(embed_dim)])
        self.norm = layers.LayerNormalization(epsilon=1e-6)

    def call(self, inputs):
        return self.norm(inputs + self.att(inputs, inputs))

class TokenAndPositionEmbedding(layers.Layer):
    def __init__(self, maxlen, vocab_size, embed_dim):
        super().__init__()
        self.pos_emb = layers.Embedding(input_dim=maxlen, output_dim=embed_dim)

    def call(self, x):
        return self.pos_emb(ops.arange(start=0, stop=ops.shape(x)[-1], step=1))
