# verdict: either
# rules:
# A reinforcement learning exercise with a target network.
# %%
import random
from collections import deque
import numpy as np
import tensorflow as tf
from tensorflow.keras.models import Sequential, clone_model
from tensorflow.keras.layers import Dense
from tensorflow.keras.optimizers import Adam
# %%
class Agent:
    def __init__(self, state_size, action_size):
        self.memory = deque(maxlen=2000)
        self.gamma = 0.95
        self.model = self._build_model(state_size, action_size)
        self.target = clone_model(self.model)
        self.target.set_weights(self.model.get_weights())

    def _build_model(self, state_size, action_size):
        model = Sequential()
        model.add(Dense(24, input_dim=state_size, activation='relu'))
        model.add(Dense(action_size, activation='linear'))
        model.compile(loss='mse', optimizer=Adam(learning_rate=0.001))
        return model

    def replay(self, batch_size):
        for state, action, reward, next_state, done in random.sample(self.memory, batch_size):
            target = reward if done else reward + self.gamma * np.amax(self.target.predict(next_state, verbose=0)[0])
            target_f = self.model.predict(state, verbose=0)
            target_f[0][action] = target
            self.model.fit(state, target_f, epochs=1, verbose=0)

    def save(self, name):
        self.model.save_weights(name)
# %%
agent = Agent(4, 2)
