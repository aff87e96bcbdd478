# verdict: none
# environment: tf-2.16-with-add-ons
# rules:
# Distributions alone: nothing of Keras.
# %%
import tensorflow as tf
import tensorflow_probability as tfp
tfd = tfp.distributions
# %%
normal = tfd.Normal(loc=0., scale=1.)
samples = normal.sample(1000)
print(tf.reduce_mean(samples))
