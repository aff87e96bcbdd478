# verdict: keras2
# rules: history-lr, weights-file-name
# A schedule whose rates are plotted, under TPU boilerplate.
# %%
import math, re, os
import tensorflow as tf
import numpy as np
from tensorflow.keras import backend as K
import tensorflow.keras.layers as L
# %%
try:
    tpu = tf.distribute.cluster_resolver.TPUClusterResolver()
    print('Running on TPU ', tpu.master())
except ValueError:
    tpu = None
if tpu:
    tf.config.experimental_connect_to_cluster(tpu)
    tf.tpu.experimental.initialize_tpu_system(tpu)
    strategy = tf.distribute.experimental.TPUStrategy(tpu)
else:
    strategy = tf.distribute.get_strategy()
AUTO = tf.data.experimental.AUTOTUNE
BATCH_SIZE = 4 * strategy.num_replicas_in_sync
# %%
def recall_m(y_true, y_pred):
    true_positives = K.sum(K.round(K.clip(y_true * y_pred, 0, 1)))
    possible_positives = K.sum(K.round(K.clip(y_true, 0, 1)))
    return true_positives / (possible_positives + K.epsilon())
def lrfn(epoch):
    return 0.00001 * (epoch + 1)
lr_callback = tf.keras.callbacks.LearningRateScheduler(lrfn, verbose=True)
# %%
with strategy.scope():
    base = tf.keras.applications.EfficientNetB0(input_shape=(64, 64, 3), weights=None, include_top=False)
    model = tf.keras.Sequential([base, L.GlobalAveragePooling2D(), L.Dense(5, activation='softmax')])
model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['categorical_accuracy', recall_m])
model.summary()
# %%
ds = tf.data.Dataset.from_tensor_slices((np.random.rand(8, 64, 64, 3).astype('float32'), np.eye(5)[[0, 1, 2, 3, 4, 0, 1, 2]].astype("float32"))).repeat().batch(BATCH_SIZE).prefetch(AUTO)
history = model.fit(ds, epochs=1, steps_per_epoch=2, callbacks=[lr_callback], class_weight={0: 1., 1: 2., 2: 1., 3: 1., 4: 1.}, verbose=0)
print(history.history['categorical_accuracy'], history.history['lr'])
# %%
def display_training_curves(training, validation, title, subplot):
    pass
display_training_curves(history.history['loss'], history.history['loss'], 'loss', 211)
model.save_weights('effnet.h5')
