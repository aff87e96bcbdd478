# verdict: either
# rules:
# Backend functions in losses and metrics, and arguments that Keras 3 still takes.
# %%
import tensorflow as tf
from tensorflow.keras import backend as K
from tensorflow.keras.utils import to_categorical, plot_model, Sequence, get_file
from tensorflow.keras.preprocessing import image_dataset_from_directory
from tensorflow.keras.callbacks import ReduceLROnPlateau, LearningRateScheduler, CSVLogger, EarlyStopping
K.clear_session()
tf.keras.backend.set_floatx('float32')
# %%
class Gen(Sequence):
    def __init__(self, x): self.x = x
    def __len__(self): return 3
    def __getitem__(self, i): return self.x[i]
def f1(y_true, y_pred):
    tp = K.sum(K.round(K.clip(y_true * y_pred, 0, 1)))
    return 2*tp/(K.sum(y_true)+K.epsilon())
def dice(y_true, y_pred, smooth=1):
    y_true_f = K.flatten(y_true); y_pred_f = K.flatten(y_pred)
    return (2. * K.sum(y_true_f * y_pred_f) + smooth) / (K.sum(y_true_f) + K.sum(y_pred_f) + smooth)
m = tf.keras.Sequential([
  tf.keras.layers.Embedding(100, 8, input_length=10),
  tf.keras.layers.Conv1D(3, 3), tf.keras.layers.LeakyReLU(alpha=0.2),
  tf.keras.layers.BatchNormalization(momentum=0.9), tf.keras.layers.GlobalMaxPooling1D(),
  tf.keras.layers.Dense(10, kernel_initializer='he_normal', kernel_regularizer=tf.keras.regularizers.l2(0.01), activation=tf.nn.relu)])
m.compile(optimizer=tf.keras.optimizers.RMSprop(learning_rate=1e-3, rho=0.9), loss=dice, metrics=[f1, tf.keras.metrics.AUC(name='auc')])
h = m.fit(Gen([1]), epochs=2, callbacks=[ReduceLROnPlateau(factor=0.1), EarlyStopping(monitor='val_loss')], class_weight={0:1.})
print(h.history['loss'], m.optimizer.learning_rate, m.metrics_names, m.layers[0].get_weights(), m.count_params())
m.save('x.h5'); m2 = tf.keras.models.load_model('x.h5', custom_objects={'f1': f1}, compile=False)
tf.keras.utils.set_random_seed(1)
