# verdict: keras2
# rules: missing-api
# The old name of a method of metrics.
# %%
import tensorflow as tf
train_loss = tf.keras.metrics.Mean(name='train_loss')
for epoch in range(3):
    train_loss.reset_states()
