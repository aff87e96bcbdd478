# verdict: keras3
# rules:
# A GAN with its own train_step, after the examples of keras.io.
# %%
import keras
import tensorflow as tf
from keras import layers
class GAN(keras.Model):
    def __init__(self, discriminator, generator, latent_dim):
        super().__init__()
        self.discriminator = discriminator
        self.generator = generator
        self.latent_dim = latent_dim
        self.seed_generator = keras.random.SeedGenerator(1337)
        self.d_loss_metric = keras.metrics.Mean(name="d_loss")
    def compile(self, d_optimizer, g_optimizer, loss_fn):
        super().compile()
        self.d_optimizer, self.g_optimizer, self.loss_fn = d_optimizer, g_optimizer, loss_fn
    @property
    def metrics(self):
        return [self.d_loss_metric]
    def train_step(self, real):
        n = tf.shape(real)[0]
        z = keras.random.normal(shape=(n, self.latent_dim), seed=self.seed_generator)
        fake = self.generator(z)
        with tf.GradientTape() as tape:
            pred = self.discriminator(tf.concat([fake, real], axis=0))
            loss = self.loss_fn(tf.ones((2 * n, 1)), pred)
        grads = tape.gradient(loss, self.discriminator.trainable_weights)
        self.d_optimizer.apply_gradients(zip(grads, self.discriminator.trainable_weights))
        self.d_loss_metric.update_state(loss)
        return {"d_loss": self.d_loss_metric.result()}
gan = GAN(d, g, 128)
gan.compile(keras.optimizers.Adam(3e-4), keras.optimizers.Adam(3e-4), keras.losses.BinaryCrossentropy(from_logits=True))
gan.fit(ds, epochs=1)
