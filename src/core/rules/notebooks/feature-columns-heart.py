# verdict: keras2
# rules: needs-keras-2, dense-features
# Structured data with feature columns.
# %%
import tensorflow as tf
from tensorflow import feature_column
from tensorflow.keras import layers
# %%
feature_columns = []
for header in ['age', 'trestbps', 'chol']:
    feature_columns.append(feature_column.numeric_column(header))
feature_layer = tf.keras.layers.DenseFeatures(feature_columns)
# %%
model = tf.keras.Sequential([feature_layer, layers.Dense(128, activation='relu'), layers.Dense(1)])
model.compile(optimizer='adam', loss=tf.keras.losses.BinaryCrossentropy(from_logits=True), metrics=['accuracy'])
