# verdict: none
# rules:
# Nothing of ours.
# %%
import pandas as pd
import numpy as np
from sklearn.ensemble import RandomForestClassifier
# %%
frame = pd.DataFrame({"x": np.arange(10)})
model = RandomForestClassifier().fit(frame, frame.x > 3)
model.save = lambda path: None
model.reset_states = print
