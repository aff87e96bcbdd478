# verdict: keras2
# environment: tf-2.16-with-tf-agents
# rules: needs-keras-2, tf-agents
# The DQN tutorial of TF-Agents.
# %%
from __future__ import absolute_import, division, print_function
import numpy as np
import tensorflow as tf
from tf_agents.agents.dqn import dqn_agent
from tf_agents.environments import suite_gym, tf_py_environment
from tf_agents.networks import sequential
# %%
def dense_layer(num_units):
  return tf.keras.layers.Dense(num_units, activation=tf.keras.activations.relu)
dense_layers = [dense_layer(num_units) for num_units in (100, 50)]
q_net = sequential.Sequential(dense_layers)
