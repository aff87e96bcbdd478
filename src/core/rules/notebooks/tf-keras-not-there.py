# verdict: either
# environment: tf-2.16
# rules: tf-keras-not-installed
# tf_keras by its own name, in a kernel without it.
# %%
import tensorflow as tf
import tf_keras as keras
from tf_keras import layers
from tf_keras.models import Sequential
import numpy as np
# %%
model = Sequential([layers.GRU(4, stateful=True, batch_input_shape=[2, None, 3], return_sequences=True), layers.Dense(1)])
model.compile(loss="mse", optimizer=keras.optimizers.legacy.Adam(lr=0.01, decay=1e-4))
class Reset(keras.callbacks.Callback):
    def on_epoch_begin(self, epoch, logs=None):
        self.model.reset_states()
X = np.zeros((8, 5, 3), "float32")
model.fit(X, X[..., :1], batch_size=2, epochs=1, callbacks=[Reset()], verbose=0)
# %%
model.save("old-style")
model.save("x.h5"); model.save_weights("w")
m = keras.models.load_model("old-style")
ragged = keras.Input(shape=(None,), ragged=True)
print(keras.__version__, layers.experimental.preprocessing.Rescaling(1 / 255.))
keras.backend.set_value(model.optimizer.lr, 0.1)
