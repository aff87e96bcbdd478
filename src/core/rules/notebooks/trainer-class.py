# verdict: keras2
# rules: legacy-optimizer, needs-keras-2, batch-input-shape, model-reset-states
# Models and optimizers kept in attributes of a class.
# %%
import tensorflow as tf
class Trainer:
    def __init__(self):
        self.model = self.build()
        self.opt = tf.keras.optimizers.legacy.Adam(1e-3)
    def build(self):
        m = tf.keras.Sequential()
        m.add(tf.keras.layers.LSTM(4, stateful=True, batch_input_shape=(1, None, 1)))
        return m
    def run(self):
        for _ in range(3):
            self.model.reset_states()
Trainer().run()
