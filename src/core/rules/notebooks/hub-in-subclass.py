# verdict: either
# rules:
# A Hub layer called inside of a model class.
# %%
import tensorflow_hub as hub, tensorflow as tf
class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.hub = hub.KerasLayer("u", trainable=False)
        self.d = tf.keras.layers.Dense(1)
    def call(self, x):
        return self.d(self.hub(x))
m = Net(); m.compile("sgd", "mse")
