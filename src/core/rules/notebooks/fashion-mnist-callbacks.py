# verdict: either
# rules:
# Book chapter: callbacks, tuning, early stopping, checkpoints in the new format.
# %%
from pathlib import Path
from time import strftime
import numpy as np
import tensorflow as tf
from tensorflow import keras
# %%
fashion_mnist = tf.keras.datasets.fashion_mnist.load_data()
(X_train_full, y_train_full), (X_test, y_test) = fashion_mnist
X_train, y_train = X_train_full[:-5000], y_train_full[:-5000]
# %%
tf.random.set_seed(42)
model = tf.keras.Sequential()
model.add(tf.keras.layers.InputLayer(input_shape=[28, 28]))
model.add(tf.keras.layers.Flatten())
model.add(tf.keras.layers.Dense(300, activation="relu"))
model.add(tf.keras.layers.Dense(10, activation="softmax"))
model.summary()
# %%
checkpoint_cb = keras.callbacks.ModelCheckpoint("my_model.keras", save_best_only=True)
early_stopping_cb = tf.keras.callbacks.EarlyStopping(patience=10, restore_best_weights=True)
def get_run_logdir(root_logdir="my_logs"):
    return Path(root_logdir) / strftime("run_%Y_%m_%d_%H_%M_%S")
tensorboard_cb = tf.keras.callbacks.TensorBoard(get_run_logdir(), profile_batch=(100, 200))
# %%
model.compile(loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=1e-3), metrics=["accuracy"])
history = model.fit(X_train, y_train, epochs=100, callbacks=[checkpoint_cb, early_stopping_cb, tensorboard_cb])
model = keras.models.load_model("my_model.keras")
