# verdict: either
# rules:
# Shapes of models: Functional and Sequential models of Keras 3 have them, layers have not.
# %%
import tensorflow as tf
base = tf.keras.applications.MobileNetV2(weights=None, include_top=False)
inputs = tf.keras.Input((3,))
model = tf.keras.Model(inputs, tf.keras.layers.Dense(2)(inputs))
print(base.output_shape, model.input_shape, model.output_shape, model.input, model.outputs)
# %%
print(tf.keras.models.load_model("model.keras").input_shape)
