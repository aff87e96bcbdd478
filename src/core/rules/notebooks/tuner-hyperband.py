# verdict: either
# rules:
# Keras Tuner runs on both.
# %%
%pip install -q -U keras-tuner
import tensorflow as tf
from tensorflow import keras
import keras_tuner as kt
import numpy as np
# %%
def model_builder(hp):
    model = keras.Sequential()
    model.add(keras.layers.Flatten(input_shape=(28, 28)))
    hp_units = hp.Int('units', min_value=32, max_value=64, step=32)
    model.add(keras.layers.Dense(units=hp_units, activation='relu'))
    model.add(keras.layers.Dense(10))
    hp_learning_rate = hp.Choice('learning_rate', values=[1e-2, 1e-3])
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=hp_learning_rate), loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=['accuracy'])
    return model
tuner = kt.Hyperband(model_builder, objective='val_accuracy', max_epochs=2, factor=3, directory='my_dir', project_name='intro_to_kt')
stop_early = tf.keras.callbacks.EarlyStopping(monitor='val_loss', patience=5)
img, lab = np.random.rand(32, 28, 28).astype("float32"), np.random.randint(0, 10, 32)
tuner.search(img, lab, epochs=1, validation_split=0.2, callbacks=[stop_early], verbose=0)
best_hps = tuner.get_best_hyperparameters(num_trials=1)[0]
print(f"""
The hyperparameter search is complete. units {best_hps.get('units')} lr {best_hps.get('learning_rate')}.
""")
hypermodel = tuner.hypermodel.build(best_hps)
history = hypermodel.fit(img, lab, epochs=1, validation_split=0.2, verbose=0)
val_acc_per_epoch = history.history['val_accuracy']
# %%
class MyHyperModel(kt.HyperModel):
    def build(self, hp):
        model = keras.Sequential([keras.layers.Dense(hp.Choice("u", [4, 8]), activation="relu"), keras.layers.Dense(1)])
        model.compile("adam", "mse")
        return model
    def fit(self, hp, model, *args, **kwargs):
        return model.fit(*args, batch_size=hp.Choice("batch_size", [16, 32]), **kwargs)
