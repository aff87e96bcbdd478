# verdict: either
# rules: image-data-generator
# The generators without the old methods: still there in tf.keras of Keras 3.
# %%
import tensorflow as tf
from tensorflow.keras.preprocessing.image import ImageDataGenerator, load_img, img_to_array
from tensorflow.keras.preprocessing.text import Tokenizer
from tensorflow.keras.preprocessing.sequence import pad_sequences
# %%
datagen = ImageDataGenerator(rescale=1./255)
tokenizer = Tokenizer(num_words=1000)
tokenizer.fit_on_texts(["a b c"])
padded = pad_sequences(tokenizer.texts_to_sequences(["a b"]), maxlen=5)
# %%
model = tf.keras.Sequential([tf.keras.layers.Embedding(1000, 16), tf.keras.layers.LSTM(32), tf.keras.layers.Dense(1, activation="sigmoid")])
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
