# verdict: either
# rules:
# The formats that every Keras of today writes.
# %%
import tensorflow as tf
name = "best"
model = tf.keras.Sequential([tf.keras.layers.Dense(10, input_shape=(4,))])
model.save(f"{name}.keras")
model.save("model.h5")
model.save_weights("model.weights.h5")
tf.keras.utils.plot_model(model, to_file="model.png")
