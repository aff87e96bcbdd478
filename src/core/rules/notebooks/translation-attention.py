# verdict: either
# rules:
# Translation with attention: ragged text, made dense before the layers.
# %%
import tensorflow as tf, tensorflow_text as tf_text
class Encoder(tf.keras.layers.Layer):
  def __init__(self, text_processor, units):
    super().__init__()
    self.text_processor = text_processor
    self.embedding = tf.keras.layers.Embedding(text_processor.vocabulary_size(), units, mask_zero=True)
    self.rnn = tf.keras.layers.Bidirectional(merge_mode='sum', layer=tf.keras.layers.GRU(units, return_sequences=True, recurrent_initializer='glorot_uniform'))
  def call(self, x):
    x = self.embedding(x)
    return self.rnn(x)
  def convert_input(self, texts):
    texts = tf.convert_to_tensor(texts)
    context = self.text_processor(texts).to_tensor()
    return self(context)
text_processor = tf.keras.layers.TextVectorization(standardize='lower', max_tokens=5000, ragged=True)
text_processor.adapt(train_raw)
# %%
def masked_loss(y_true, y_pred):
    loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction='none')
    loss = loss_fn(y_true, y_pred)
    mask = tf.cast(y_true != 0, loss.dtype)
    return tf.reduce_sum(loss * mask) / tf.reduce_sum(mask)
model = tf.keras.Sequential([tf.keras.layers.Dense(3)])
model.compile(optimizer='adam', loss=masked_loss, metrics=[masked_loss])
model.fit(train_ds.repeat(), epochs=100, steps_per_epoch=100, callbacks=[tf.keras.callbacks.EarlyStopping(patience=3)])
