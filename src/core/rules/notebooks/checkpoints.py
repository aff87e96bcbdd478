# verdict: keras2
# rules: checkpoint-file-name, python-data
# TensorFlow checkpoints written by a callback.
# %%
import tensorflow as tf
cp = tf.keras.callbacks.ModelCheckpoint(filepath="training_1/cp.ckpt", save_weights_only=True, verbose=1)
m = tf.keras.Sequential([tf.keras.layers.Dense(1)])
m.fit([0.],[0.], callbacks=[cp])
m.load_weights("training_1/cp.ckpt")
