# verdict: either
# rules: tensorflow-addons
# No Keras brings TensorFlow Addons back.
# %%
import tensorflow as tf
import tensorflow_addons as tfa
m = tf.keras.Sequential([tf.keras.layers.Dense(1)])
m.compile(optimizer=tfa.optimizers.AdamW(weight_decay=1e-4), loss="mse")
