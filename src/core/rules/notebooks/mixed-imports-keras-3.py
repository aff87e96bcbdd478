# verdict: keras3
# rules: saved-tf-activation
# Keras 3 by both names; the saved model has an activation of TensorFlow.
# %%
import keras
import tensorflow as tf
from tensorflow.keras.layers import Dense, Dropout, LeakyReLU
from tensorflow.keras.optimizers import SGD
from keras.callbacks import EarlyStopping
from keras.losses import CategoricalCrossentropy
from keras.metrics import F1Score
import numpy as np
# %%
model = keras.models.Sequential()
model.add(tf.keras.Input(shape=(4,)))
model.add(Dense(8)); model.add(LeakyReLU(negative_slope=0.1)); model.add(Dropout(0.1))
model.add(keras.layers.Dense(3, activation=tf.nn.softmax))
model.compile(optimizer=SGD(learning_rate=0.1, momentum=0.9, nesterov=True), loss=CategoricalCrossentropy(label_smoothing=0.1), metrics=["accuracy", F1Score(average="macro")])
hist = model.fit(np.random.rand(30, 4), np.eye(3)[np.random.randint(0, 3, 30)], validation_split=0.2, epochs=2, callbacks=[EarlyStopping(monitor="val_accuracy", mode="max", patience=1)], verbose=0)
print({k: v[-1] for k, v in hist.history.items()}, f"{model.optimizer.learning_rate.numpy():.2e}", f'{hist.history["loss"][-1]!r:>10}')
# %%
model.save("mixed.keras"); keras.saving.load_model("mixed.keras")
model.save("mixed.h5")
w = model.get_weights()
model.save_weights("mixed.weights.h5"); model.load_weights("mixed.weights.h5")
sched = keras.optimizers.schedules.ExponentialDecay(initial_learning_rate=1e-2, decay_steps=100, decay_rate=0.9)
opt = keras.optimizers.AdamW(learning_rate=sched, weight_decay=1e-4, use_ema=True, ema_momentum=0.99)
model.compile(opt, "categorical_crossentropy", jit_compile=False, steps_per_execution=2)
model.fit(np.random.rand(30, 4), np.eye(3)[np.random.randint(0, 3, 30)], verbose=0)
