# verdict: either
# rules:
# Distributions in a loss alone run on Keras 3.
# %%
import tensorflow as tf, numpy as np
import tensorflow_probability as tfp
tfd = tfp.distributions
from tensorflow import keras
# %% mixture density network with a Keras 3 model: the distribution is only in the loss
def nll(y_true, params):
    mu, log_sigma = tf.split(params, 2, axis=-1)
    dist = tfd.Normal(loc=mu, scale=tf.exp(log_sigma))
    return -tf.reduce_mean(dist.log_prob(y_true))
model = keras.Sequential([keras.layers.Dense(8, activation="relu", input_shape=(1,)), keras.layers.Dense(2)])
model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.01), loss=nll)
x = np.linspace(-1, 1, 32)[:, None].astype("float32")
model.fit(x, x ** 2, epochs=1, verbose=0)
# %%
prior = tfd.MultivariateNormalDiag(loc=tf.zeros(2), scale_diag=tf.ones(2))
print(prior.sample(3).shape, tfd.kl_divergence(prior, prior))
bijector = tfp.bijectors.Softplus()
