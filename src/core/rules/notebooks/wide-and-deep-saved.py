# verdict: keras2
# rules: checkpoint-file-name, save-without-extension, weights-file-name
# A model of an own class is saved to a folder and loaded.
# %% [markdown]
# # Chapter 10 – Artificial neural nets with Keras. `model.save("x", save_format="tf")` and `Adam(lr=…)` in text must not matter.
# %%
import sys
from packaging import version
import numpy as np
import tensorflow as tf
assert version.parse(tf.__version__) >= version.parse("2.8.0")
print(sys.version_info >= (3, 7))
# %%
rng = np.random.default_rng(42)
X = rng.normal(size=(200, 8)).astype("float32"); y = X @ rng.normal(size=8).astype("float32")
X_train, X_valid, X_test = X[:140], X[140:170], X[170:]
y_train, y_valid, y_test = y[:140], y[140:170], y[170:]
# %%
tf.keras.backend.clear_session()
tf.random.set_seed(42)
norm_layer = tf.keras.layers.Normalization(input_shape=X_train.shape[1:])
model = tf.keras.Sequential([
    norm_layer,
    tf.keras.layers.Dense(50, activation="relu"),
    tf.keras.layers.Dense(1)
])
optimizer = tf.keras.optimizers.Adam(learning_rate=1e-3)
model.compile(loss="mse", optimizer=optimizer, metrics=["RootMeanSquaredError"])
norm_layer.adapt(X_train)
history = model.fit(X_train, y_train, epochs=2, validation_data=(X_valid, y_valid), verbose=0)
mse_test, rmse_test = model.evaluate(X_test, y_test, verbose=0)
# %%
class WideAndDeepModel(tf.keras.Model):
    def __init__(self, units=30, activation="relu", **kwargs):
        super().__init__(**kwargs)
        self.norm_layer_wide = tf.keras.layers.Normalization()
        self.norm_layer_deep = tf.keras.layers.Normalization()
        self.hidden1 = tf.keras.layers.Dense(units, activation=activation)
        self.main_output = tf.keras.layers.Dense(1)
        self.aux_output = tf.keras.layers.Dense(1)

    def call(self, inputs):
        input_wide, input_deep = inputs
        norm_wide = self.norm_layer_wide(input_wide)
        norm_deep = self.norm_layer_deep(input_deep)
        hidden1 = self.hidden1(norm_deep)
        concat = tf.keras.layers.concatenate([norm_wide, hidden1])
        return self.main_output(concat), self.aux_output(hidden1)

model2 = WideAndDeepModel(30, activation="relu", name="my_cool_model")
X_train_wide, X_train_deep = X_train[:, :5], X_train[:, 2:]
model2.compile(loss=["mse", "mse"], loss_weights=[0.9, 0.1], optimizer="adam", metrics=["RootMeanSquaredError", "RootMeanSquaredError"])
model2.norm_layer_wide.adapt(X_train_wide)
model2.norm_layer_deep.adapt(X_train_deep)
history = model2.fit((X_train_wide, X_train_deep), (y_train, y_train), epochs=1, verbose=0)
# %%
model2.save("my_keras_model", save_format="tf")
# %%
model3 = tf.keras.models.load_model("my_keras_model")
y_pred_main, y_pred_aux = model3.predict((X_train_wide[:3], X_train_deep[:3]), verbose=0)
# %%
model2.save_weights("my_weights")
model2.load_weights("my_weights")
# %%
checkpoint_cb = tf.keras.callbacks.ModelCheckpoint("my_checkpoints", save_weights_only=True)
early_stopping_cb = tf.keras.callbacks.EarlyStopping(patience=10, restore_best_weights=True)
history = model.fit(X_train, y_train, epochs=1, validation_data=(X_valid, y_valid), callbacks=[checkpoint_cb, early_stopping_cb], verbose=0)
# %%
class PrintValTrainRatioCallback(tf.keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs):
        ratio = logs["val_loss"] / logs["loss"]
        print(f"Epoch={epoch}, val/train={ratio:.2f}")
history = model.fit(X_train, y_train, epochs=1, validation_data=(X_valid, y_valid), callbacks=[PrintValTrainRatioCallback()], verbose=0)
