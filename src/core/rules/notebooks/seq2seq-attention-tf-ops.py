# verdict: keras2
# rules: needs-keras-2, tf-op-on-keras-tensor
# Encoder states put together by TensorFlow functions.
# %%
import tensorflow as tf
# %%
encoder_inputs = tf.keras.layers.Input(shape=[], dtype=tf.string)
decoder_inputs = tf.keras.layers.Input(shape=[], dtype=tf.string)
vec = tf.keras.layers.TextVectorization(1000, output_sequence_length=50)
embedding = tf.keras.layers.Embedding(1000, 128, mask_zero=True)
encoder_embeddings = embedding(vec(encoder_inputs))
decoder_embeddings = embedding(vec(decoder_inputs))
# %%
encoder = tf.keras.layers.Bidirectional(tf.keras.layers.LSTM(256, return_sequences=True, return_state=True))
encoder_outputs, *encoder_state = encoder(encoder_embeddings)
encoder_state = [tf.concat(encoder_state[::2], axis=-1),
                 tf.concat(encoder_state[1::2], axis=-1)]
decoder = tf.keras.layers.LSTM(512, return_sequences=True)
decoder_outputs = decoder(decoder_embeddings, initial_state=encoder_state)
# %%
positions = tf.shape(decoder_embeddings)[1]
model = tf.keras.Model(inputs=[encoder_inputs, decoder_inputs], outputs=[decoder_outputs])
