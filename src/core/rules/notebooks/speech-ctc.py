# verdict: either
# rules:
# Speech recognition with the CTC functions of the backend, which both have.
# %%
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
def CTCLoss(y_true, y_pred):
    batch_len = tf.cast(tf.shape(y_true)[0], dtype="int64")
    input_length = tf.cast(tf.shape(y_pred)[1], dtype="int64")
    label_length = tf.cast(tf.shape(y_true)[1], dtype="int64")
    input_length = input_length * tf.ones(shape=(batch_len, 1), dtype="int64")
    label_length = label_length * tf.ones(shape=(batch_len, 1), dtype="int64")
    return keras.backend.ctc_batch_cost(y_true, y_pred, input_length, label_length)
characters = [x for x in "abc "]
char_to_num = keras.layers.StringLookup(vocabulary=characters, oov_token="")
num_to_char = keras.layers.StringLookup(vocabulary=char_to_num.get_vocabulary(), oov_token="", invert=True)
def decode(pred):
    n = np.ones(pred.shape[0]) * pred.shape[1]
    return keras.backend.ctc_decode(pred, input_length=n, greedy=True)[0][0]
inp = layers.Input((None, 193), name="input")
x = layers.Reshape((-1, 193, 1))(inp)
x = layers.Bidirectional(layers.GRU(units=16, return_sequences=True, reset_after=True))(layers.Reshape((-1, 193))(x))
model = keras.Model(inp, layers.Dense(29, activation="softmax")(x))
model.compile(optimizer=keras.optimizers.Adam(learning_rate=1e-4), loss=CTCLoss)
