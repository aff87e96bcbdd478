# verdict: keras2
# rules:
# Layers annotated by a function of the notebook; the toolkit, imported in time, asks for legacy Keras itself.
# %%
import tensorflow as tf
import tensorflow_model_optimization as tfmot
def apply_q(layer):
    if isinstance(layer, tf.keras.layers.Dense):
        return tfmot.quantization.keras.quantize_annotate_layer(layer)
    return layer
base = tf.keras.Sequential([tf.keras.layers.Dense(1)])
annotated = tf.keras.models.clone_model(base, clone_function=apply_q)
q = tfmot.quantization.keras.quantize_apply(annotated)
