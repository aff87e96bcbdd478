# verdict: keras2
# rules: missing-api, needs-keras-2
# Training steps of Keras 2 that Keras 3 still runs, and minimize, which it has not.
# %%
import tensorflow as tf, numpy as np
from tensorflow import keras
# %%
class CustomModel(keras.Model):
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compiled_loss(y, y_pred, regularization_losses=self.losses)
        trainable_vars = self.trainable_variables
        gradients = tape.gradient(loss, trainable_vars)
        self.optimizer.apply_gradients(zip(gradients, trainable_vars))
        self.compiled_metrics.update_state(y, y_pred)
        return {m.name: m.result() for m in self.metrics}
inputs = keras.Input(shape=(32,))
outputs = keras.layers.Dense(1)(inputs)
model = CustomModel(inputs, outputs)
model.compile(optimizer="adam", loss="mse", metrics=["mae"])
model.fit(np.random.random((32, 32)), np.random.random((32, 1)), epochs=1, verbose=0)
# %%
class Newer(keras.Model):
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(y=y, y_pred=y_pred)
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.trainable_variables), self.trainable_variables))
        for metric in self.metrics:
            if metric.name == "loss":
                metric.update_state(loss)
            else:
                metric.update_state(y, y_pred)
        return {m.name: m.result() for m in self.metrics}
m2 = Newer(inputs, outputs)
m2.compile(optimizer="adam", loss="mse", metrics=["mae"])
m2.fit(np.random.random((32, 32)), np.random.random((32, 1)), epochs=1, verbose=0)
# %%
class GAN(keras.Model):
    def __init__(self, discriminator, generator, latent_dim):
        super(GAN, self).__init__()
        self.discriminator, self.generator, self.latent_dim = discriminator, generator, latent_dim
    def compile(self, d_optimizer, g_optimizer, loss_fn):
        super(GAN, self).compile()
        self.d_optimizer, self.g_optimizer, self.loss_fn = d_optimizer, g_optimizer, loss_fn
    def train_step(self, real_images):
        if isinstance(real_images, tuple):
            real_images = real_images[0]
        batch_size = tf.shape(real_images)[0]
        z = tf.random.normal(shape=(batch_size, self.latent_dim))
        combined = tf.concat([self.generator(z), real_images], axis=0)
        labels = tf.concat([tf.ones((batch_size, 1)), tf.zeros((batch_size, 1))], axis=0)
        with tf.GradientTape() as tape:
            d_loss = self.loss_fn(labels, self.discriminator(combined))
        grads = tape.gradient(d_loss, self.discriminator.trainable_weights)
        self.d_optimizer.apply_gradients(zip(grads, self.discriminator.trainable_weights))
        return {"d_loss": d_loss}
gan = GAN(keras.Sequential([keras.layers.Dense(1, input_shape=(4,))]), keras.Sequential([keras.layers.Dense(4, input_shape=(2,))]), 2)
gan.compile(d_optimizer=keras.optimizers.Adam(learning_rate=0.0003), g_optimizer=keras.optimizers.Adam(learning_rate=0.0003), loss_fn=keras.losses.BinaryCrossentropy(from_logits=True))
gan.fit(np.random.rand(16, 4).astype("float32"), epochs=1, verbose=0)
# %%
opt = keras.optimizers.Adam(0.01)
net = keras.Sequential([keras.layers.Dense(1, input_shape=(4,))])
xs = np.random.rand(16, 4).astype("float32")
opt.minimize(lambda: tf.reduce_mean(net(xs) ** 2), net.trainable_variables)
