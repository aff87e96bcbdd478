# verdict: keras2
# environment: tf-2.16-with-add-ons
# rules: needs-keras-2, tensorflow-probability-layer
# Probabilistic regression with DistributionLambda.
# %%
import numpy as np
import tensorflow as tf
import tensorflow_probability as tfp
tfd = tfp.distributions
tfpl = tfp.layers
# %%
negloglik = lambda y, rv_y: -rv_y.log_prob(y)
model = tf.keras.Sequential([
  tf.keras.layers.Dense(1 + 1),
  tfpl.DistributionLambda(
      lambda t: tfd.Normal(loc=t[..., :1], scale=1e-3 + tf.math.softplus(0.05 * t[..., 1:]))),
])
model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate=0.01), loss=negloglik)
