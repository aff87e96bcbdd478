# verdict: keras2
# rules: save-without-extension
# SavedModel folders, saved and loaded.
# %%
import tensorflow as tf
import os
# %%
model = tf.keras.Sequential([tf.keras.layers.Dense(10, input_shape=(4,))])
model.compile(optimizer="adam", loss="mse")
!mkdir -p saved_model
model.save("saved_model/my_model")
# %%
new_model = tf.keras.models.load_model("saved_model/my_model")
