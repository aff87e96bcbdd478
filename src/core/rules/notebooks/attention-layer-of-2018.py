# verdict: keras2
# rules: layer-output-shape, legacy-optimizer, missing-api, untracked-variable
# Layers of their own from the time of TensorFlow 2.0: shapes, variables and names of weights.
# %%
import tensorflow as tf
from tensorflow.keras.layers import Layer, Dense, InputSpec
from tensorflow.keras import initializers, regularizers, constraints, activations
import numpy as np
# %%
class AttentionLayer(Layer):
    def __init__(self, W_regularizer=None, bias=True, **kwargs):
        self.supports_masking = True
        self.init = initializers.get('glorot_uniform')
        self.W_regularizer = regularizers.get(W_regularizer)
        self.bias = bias
        super(AttentionLayer, self).__init__(**kwargs)
    def build(self, input_shape):
        assert len(input_shape) == 3
        self.W = self.add_weight('{}_W'.format(self.name), shape=(input_shape[-1], 1), initializer=self.init, regularizer=self.W_regularizer)
        if self.bias:
            self.b = self.add_weight('{}_b'.format(self.name), shape=(1,), initializer='zero')
        self.built = True
    def call(self, x, mask=None):
        e = tf.squeeze(tf.tanh(tf.matmul(x, self.W)), -1)
        a = tf.nn.softmax(e)
        return tf.reduce_sum(x * tf.expand_dims(a, -1), axis=1)
    def compute_output_shape(self, input_shape):
        return input_shape[0], input_shape[-1]
# %%
class Linear(Layer):
    def __init__(self, units=32, input_dim=32):
        super(Linear, self).__init__()
        w_init = tf.random_normal_initializer()
        self.w = tf.Variable(initial_value=w_init(shape=(input_dim, units), dtype="float32"), trainable=True)
        self.b = tf.Variable(initial_value=tf.zeros_initializer()(shape=(units,), dtype="float32"), trainable=True)
    def call(self, inputs):
        return tf.matmul(inputs, self.w) + self.b
lin = Linear(4, 2)
y = lin(tf.ones((2, 2)))
print(len(lin.trainable_weights))
assert len(lin.trainable_weights) == 2
# %%
class Capsule(Layer):
    def __init__(self, n, **kw):
        super().__init__(**kw)
        self.n = n
    def build(self, input_shape):
        shape = tf.TensorShape((input_shape[1], self.n))
        self.kernel = self.add_weight(name='kernel', shape=shape, initializer='uniform', trainable=True)
        super(Capsule, self).build(input_shape)
    def call(self, inputs):
        return tf.matmul(inputs, self.kernel)
    def compute_output_shape(self, input_shape):
        shape = tf.TensorShape(input_shape).as_list()
        shape[-1] = self.n
        return tf.TensorShape(shape)
    def get_config(self):
        base_config = super(Capsule, self).get_config()
        base_config['n'] = self.n
        return base_config
    @classmethod
    def from_config(cls, config):
        return cls(**config)
model = tf.keras.Sequential([Capsule(10, input_shape=(4,)), tf.keras.layers.Activation('softmax')])
model.compile(optimizer=tf.keras.optimizers.legacy.RMSprop(0.001), loss='categorical_crossentropy', metrics=['accuracy'])
# %%
for layer in model.layers:
    print(layer.name, layer.output_shape, layer.input_shape, layer.count_params())
# %%
m = tf.keras.Sequential([tf.keras.layers.LSTM(4, return_sequences=True, input_shape=(5, 3)), AttentionLayer(), Dense(1)])
m.compile('adam', 'mse'); m.fit(np.zeros((4, 5, 3)), np.zeros((4, 1)), verbose=0)
