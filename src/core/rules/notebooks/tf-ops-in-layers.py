# verdict: either
# rules:
# The same functions where they get real tensors: a layer, a loss, a metric, a Lambda, a training step.
# %%
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
# %%
class PatchEncoder(layers.Layer):
    def __init__(self, num_patches, projection_dim):
        super().__init__()
        self.num_patches = num_patches
        self.projection = layers.Dense(units=projection_dim)
        self.position_embedding = layers.Embedding(input_dim=num_patches, output_dim=projection_dim)

    def call(self, patch):
        positions = tf.range(start=0, limit=self.num_patches, delta=1)
        return self.projection(patch) + self.position_embedding(positions)
# %%
def huber_fn(y_true, y_pred):
    error = y_true - y_pred
    is_small_error = tf.abs(error) < 1
    return tf.where(is_small_error, tf.square(error) / 2, tf.abs(error) - 0.5)
# %%
inputs = keras.Input(shape=(16, 8))
x = PatchEncoder(16, 32)(inputs)
x = layers.Lambda(lambda t: tf.reduce_mean(t, axis=1))(x)
model = keras.Model(inputs, layers.Dense(1)(x))
model.compile(loss=huber_fn, optimizer="nadam")
# %%
@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(huber_fn(y, model(x, training=True)))
    grads = tape.gradient(loss, model.trainable_variables)
    model.optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return loss
