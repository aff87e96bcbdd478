# verdict: either
# rules:
# The attention tutorial: layers of its own, TensorFlow inside of their call.
# %%
import tensorflow as tf
def scaled_dot_product_attention(q, k, v, mask):
    matmul_qk = tf.matmul(q, k, transpose_b=True)
    dk = tf.cast(tf.shape(k)[-1], tf.float32)
    logits = matmul_qk / tf.math.sqrt(dk)
    return tf.matmul(tf.nn.softmax(logits, axis=-1), v)
# %%
class MHA(tf.keras.layers.Layer):
    def __init__(self, d_model, num_heads):
        super(MHA, self).__init__()
        self.wq = tf.keras.layers.Dense(d_model)
        self.wk = tf.keras.layers.Dense(d_model)
        self.depth = d_model // num_heads
        self.num_heads = num_heads
    def split_heads(self, x, batch_size):
        x = tf.reshape(x, (batch_size, -1, self.num_heads, self.depth))
        return tf.transpose(x, perm=[0, 2, 1, 3])
    def call(self, v, k, q, mask=None):
        batch_size = tf.shape(q)[0]
        q = self.split_heads(self.wq(q), batch_size)
        k = self.split_heads(self.wk(k), batch_size)
        return scaled_dot_product_attention(q, k, k, mask)
# %%
class Encoder(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.mha = MHA(64, 4)
        self.norm = tf.keras.layers.LayerNormalization(epsilon=1e-6)
        self.embedding = tf.keras.layers.Embedding(100, 64)
        self.w = self.add_weight(name="w", shape=(64,), initializer="zeros")
    def call(self, x, training=False):
        x = self.embedding(x)
        return self.norm(self.mha(x, x, x) + tf.cast(self.w, tf.float32))
inp = tf.keras.Input((10,))
out = Encoder()(inp)
model = tf.keras.Model(inp, out)
class CustomSchedule(tf.keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, d_model, warmup_steps=4000):
        super().__init__()
        self.d_model = tf.cast(d_model, tf.float32)
    def __call__(self, step):
        return tf.math.rsqrt(tf.cast(step, tf.float32))
opt = tf.keras.optimizers.Adam(CustomSchedule(64), beta_1=0.9, beta_2=0.98, epsilon=1e-9)
