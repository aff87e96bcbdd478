# verdict: keras2
# rules: needs-keras-2, hub-layer
# A transfer learning exercise: a function that builds a model around a Hub layer.
# %%
# Setup
import tensorflow as tf
import tensorflow_hub as hub
from tensorflow.keras import layers

IMAGE_SHAPE = (224, 224)
BATCH_SIZE = 32
resnet_url = "https://tfhub.dev/google/imagenet/resnet_v2_50/feature_vector/4"
# %%
def create_model(model_url, num_classes=10):
  """Takes a TensorFlow Hub URL and creates a Keras Sequential model with it."""
  feature_extractor_layer = hub.KerasLayer(model_url,
                                           trainable=False,
                                           name="feature_extraction_layer",
                                           input_shape=IMAGE_SHAPE + (3,))
  model = tf.keras.Sequential([
    feature_extractor_layer,
    layers.Dense(num_classes, activation="softmax", name="output_layer")
  ])
  return model
# %%
resnet_model = create_model(resnet_url, num_classes=5)
resnet_model.compile(loss="categorical_crossentropy", optimizer=tf.keras.optimizers.Adam(), metrics=["accuracy"])
