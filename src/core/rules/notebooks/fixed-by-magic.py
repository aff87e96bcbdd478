# verdict: keras2
# rules:
# Fixed by %env.
# %%
%pip install -q "tf-keras~=2.16.0"
%env TF_USE_LEGACY_KERAS=1
# %%
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import LSTM
model = Sequential()
model.add(LSTM(4, batch_input_shape=(1, 1, 2), stateful=True))
model.reset_states()
