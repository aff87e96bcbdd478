# verdict: either
# rules:
# A competition kernel for TPUs: nothing in it is of one Keras only.
# %%
import re, os, math
import tensorflow as tf
import tensorflow.keras.backend as K
from kaggle_datasets import KaggleDatasets
try:
    tpu = tf.distribute.cluster_resolver.TPUClusterResolver()
    tf.config.experimental_connect_to_cluster(tpu)
    tf.tpu.experimental.initialize_tpu_system(tpu)
    strategy = tf.distribute.experimental.TPUStrategy(tpu)
except ValueError:
    strategy = tf.distribute.get_strategy()
AUTO = tf.data.experimental.AUTOTUNE
# %%
def lrfn(epoch):
    return 1e-4 * 0.8 ** epoch
lr_callback = tf.keras.callbacks.LearningRateScheduler(lrfn, verbose=True)
with strategy.scope():
    base = tf.keras.applications.EfficientNetB3(weights='imagenet', include_top=False, input_shape=(512, 512, 3))
    base.trainable = True
    model = tf.keras.Sequential([base, tf.keras.layers.GlobalAveragePooling2D(), tf.keras.layers.Dense(5, activation='softmax', dtype='float32')])
    model.compile(optimizer=tf.keras.optimizers.Adam(), loss='sparse_categorical_crossentropy', metrics=['sparse_categorical_accuracy'])
history = model.fit(get_training_dataset(), steps_per_epoch=10, epochs=12, callbacks=[lr_callback], validation_data=get_validation_dataset())
K.clear_session()
