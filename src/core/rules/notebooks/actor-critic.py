# verdict: either
# rules:
# Reinforcement learning with a tape: TensorFlow on tensors, not on symbols.
# %%
import tensorflow as tf, gym
from tensorflow import keras
from tensorflow.keras import layers
eps = np.finfo(np.float32).eps.item()
inputs = layers.Input(shape=(4,))
common = layers.Dense(128, activation="relu")(inputs)
action = layers.Dense(2, activation="softmax")(common)
critic = layers.Dense(1)(common)
model = keras.Model(inputs=inputs, outputs=[action, critic])
optimizer = keras.optimizers.Adam(learning_rate=0.01)
huber = keras.losses.Huber()
with tf.GradientTape() as tape:
    state = tf.expand_dims(tf.convert_to_tensor(state), 0)
    probs, value = model(state)
    loss = huber(tf.expand_dims(value, 0), tf.expand_dims(1., 0)) + tf.reduce_sum(tf.math.log(probs[0, 1]))
grads = tape.gradient(loss, model.trainable_variables)
optimizer.apply_gradients(zip(grads, model.trainable_variables))
print(model.count_params(), model.layers[0].get_config())
