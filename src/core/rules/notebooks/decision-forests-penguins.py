# verdict: keras2
# environment: tf-2.16-with-add-ons
# rules: needs-keras-2, decision-forests
# Kaggle's decision forests starter.
# %%
import tensorflow as tf
import tensorflow_decision_forests as tfdf
import pandas as pd
print("TensorFlow v" + tf.__version__)
# %%
dataset_df = pd.read_csv("/kaggle/input/house-prices/train.csv")
train_ds = tfdf.keras.pd_dataframe_to_tf_dataset(dataset_df, label="SalePrice", task=tfdf.keras.Task.REGRESSION)
# %%
rf = tfdf.keras.RandomForestModel(task=tfdf.keras.Task.REGRESSION)
rf.compile(metrics=["mse"])
rf.fit(x=train_ds)
