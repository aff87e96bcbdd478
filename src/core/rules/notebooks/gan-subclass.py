# verdict: either
# rules:
# A GAN with train_step, written in the way that both understand.
# %%
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
# %%
class GAN(keras.Model):
    def __init__(self, discriminator, generator, latent_dim):
        super().__init__()
        self.discriminator = discriminator
        self.generator = generator
        self.latent_dim = latent_dim
        self.d_loss_metric = keras.metrics.Mean(name="d_loss")

    def compile(self, d_optimizer, g_optimizer, loss_fn):
        super().compile()
        self.d_optimizer = d_optimizer
        self.g_optimizer = g_optimizer
        self.loss_fn = loss_fn

    @property
    def metrics(self):
        return [self.d_loss_metric]

    def train_step(self, real_images):
        batch_size = tf.shape(real_images)[0]
        random_latent_vectors = tf.random.normal(shape=(batch_size, self.latent_dim))
        generated_images = self.generator(random_latent_vectors)
        combined_images = tf.concat([generated_images, real_images], axis=0)
        labels = tf.concat([tf.ones((batch_size, 1)), tf.zeros((batch_size, 1))], axis=0)
        with tf.GradientTape() as tape:
            d_loss = self.loss_fn(labels, self.discriminator(combined_images))
        grads = tape.gradient(d_loss, self.discriminator.trainable_weights)
        self.d_optimizer.apply_gradients(zip(grads, self.discriminator.trainable_weights))
        self.d_loss_metric.update_state(d_loss)
        return {"d_loss": self.d_loss_metric.result()}
# %%
discriminator = keras.Sequential([keras.Input(shape=(64, 64, 3)), layers.Conv2D(64, 4, strides=2), layers.LeakyReLU(0.2), layers.Flatten(), layers.Dense(1)])
generator = keras.Sequential([keras.Input(shape=(128,)), layers.Dense(8 * 8 * 128), layers.Reshape((8, 8, 128))])
gan = GAN(discriminator=discriminator, generator=generator, latent_dim=128)
gan.compile(d_optimizer=keras.optimizers.Adam(1e-4), g_optimizer=keras.optimizers.Adam(1e-4), loss_fn=keras.losses.BinaryCrossentropy(from_logits=True))
