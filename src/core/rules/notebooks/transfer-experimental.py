# verdict: keras2
# rules: experimental-module, layer-output-shape, lr-argument
# Transfer learning of 2020: old names and the output_shape of a layer, all of which a rewrite mends.
# %%
import tensorflow as tf
base = tf.keras.applications.MobileNetV2(input_shape=(160,160,3), include_top=False)
print(base.output_shape, base.layers[-1].output_shape)
global_average_layer = tf.keras.layers.GlobalAveragePooling2D()
inputs = tf.keras.Input(shape=(160, 160, 3))
x = tf.keras.layers.experimental.preprocessing.RandomFlip('horizontal')(inputs)
x = tf.keras.applications.mobilenet_v2.preprocess_input(x)
x = base(x, training=False)
outputs = tf.keras.layers.Dense(1)(global_average_layer(x))
model = tf.keras.Model(inputs, outputs)
model.compile(optimizer=tf.keras.optimizers.RMSprop(lr=1e-4/10), loss=tf.keras.losses.BinaryCrossentropy(from_logits=True), metrics=['accuracy'])
