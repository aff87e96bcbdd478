# verdict: none
# environment: tf-2.16-with-transformers-4
# rules:
# Transformers with PyTorch: nothing to say.
# %%
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments
import torch
# %%
model = AutoModelForSequenceClassification.from_pretrained("bert-base-cased")
