# verdict: keras2
# environment: tf-2.16-with-transformers-4
# rules: needs-keras-2, transformers-tf-classes
# Fine-tuning with the TensorFlow classes of Transformers.
# %%
!pip install -q transformers datasets
# %%
from transformers import AutoTokenizer, TFAutoModelForSequenceClassification
import tensorflow as tf

checkpoint = "bert-base-cased"
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
model = TFAutoModelForSequenceClassification.from_pretrained(checkpoint, num_labels=2)
# %%
model.compile(optimizer=tf.keras.optimizers.Adam(3e-5), loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
