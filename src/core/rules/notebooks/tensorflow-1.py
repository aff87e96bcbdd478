# verdict: none
# rules: tensorflow-1
# A linear regression of 2017, whose loss has the name of one of Keras.
# %%
import numpy as np
import tensorflow as tf
# %%
x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.float32, [None, 1])
w = tf.Variable(tf.random_normal([2, 1]))
loss = tf.losses.mean_squared_error(y, tf.matmul(x, w))
train = tf.train.AdamOptimizer(0.1).minimize(loss)
# %%
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(100):
        sess.run(train, feed_dict={x: np.ones((4, 2)), y: np.ones((4, 1))})
