# verdict: either
# rules:
# The autoencoder of the official tutorial; its floats end in dots.
# %%
import tensorflow as tf
from tensorflow.keras import layers, losses
from tensorflow.keras.models import Model
class AnomalyDetector(Model):
  def __init__(self):
    super(AnomalyDetector, self).__init__()
    self.encoder = tf.keras.Sequential([layers.Dense(32, activation="relu"), layers.Dense(8, activation="relu")])
    self.decoder = tf.keras.Sequential([layers.Dense(140, activation="sigmoid")])
  def call(self, x):
    return self.decoder(self.encoder(x))
autoencoder = AnomalyDetector()
autoencoder.compile(optimizer='adam', loss='mae')
history = autoencoder.fit(x, x, epochs=20, batch_size=512, shuffle=True)
reconstructions = autoencoder.predict(x)
train_loss = tf.keras.losses.mae(reconstructions, x)
threshold = tf.math.less(train_loss, 0.3)
encoded = autoencoder.encoder(x).numpy()
