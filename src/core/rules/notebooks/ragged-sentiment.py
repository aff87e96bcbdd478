# verdict: keras2
# rules: needs-keras-2, ragged-input
# Ragged text into a GRU.
# %%
import tensorflow as tf
import tensorflow_datasets as tfds

raw_train_set, raw_valid_set = tfds.load("imdb_reviews", split=["train[:90%]", "train[90%:]"], as_supervised=True)
train_set = raw_train_set.shuffle(5000).batch(32).prefetch(1)
# %%
text_vec_layer_ragged = tf.keras.layers.TextVectorization(max_tokens=1000, ragged=True)
text_vec_layer_ragged.adapt(train_set.map(lambda reviews, labels: reviews))
# %%
embed_size = 128
model = tf.keras.Sequential([
    text_vec_layer_ragged,
    tf.keras.layers.Embedding(1000, embed_size),
    tf.keras.layers.GRU(128),
    tf.keras.layers.Dense(1, activation="sigmoid")
])
model.compile(loss="binary_crossentropy", optimizer="nadam", metrics=["accuracy"])
history = model.fit(train_set, epochs=2)
