# verdict: keras3
# rules:
# A library that takes Keras 3 only.
# %%
import keras_hub
import keras
clf = keras_hub.models.BertClassifier.from_preset("bert_tiny_en_uncased", num_classes=2)
