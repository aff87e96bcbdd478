# verdict: keras2
# rules: missing-api, needs-keras-2, shape-as-list
# Custom losses, metrics, layers and loops of a book, for Keras 2.
# %%
import numpy as np, tensorflow as tf
from tensorflow import keras
K = keras.backend
X_train = np.random.rand(64, 8).astype("float32"); y_train = np.random.rand(64, 1).astype("float32")
# %%
def huber_fn(y_true, y_pred):
    error = y_true - y_pred
    is_small_error = tf.abs(error) < 1
    return tf.where(is_small_error, tf.square(error) / 2, tf.abs(error) - 0.5)

def create_huber(threshold=1.0):
    def huber_fn(y_true, y_pred):
        error = y_true - y_pred
        return tf.where(tf.abs(error) < threshold, tf.square(error) / 2, threshold * tf.abs(error) - threshold ** 2 / 2)
    return huber_fn

class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        self.threshold = threshold
        super().__init__(**kwargs)
    def call(self, y_true, y_pred):
        error = y_true - y_pred
        return tf.where(tf.abs(error) < self.threshold, tf.square(error) / 2, self.threshold * tf.abs(error) - self.threshold**2 / 2)
    def get_config(self):
        base_config = super().get_config()
        return {**base_config, "threshold": self.threshold}
# %%
def my_softplus(z): return tf.math.log(1.0 + tf.exp(z))
def my_glorot_initializer(shape, dtype=tf.float32):
    stddev = tf.sqrt(2. / (shape[0] + shape[1]))
    return tf.random.normal(shape, stddev=stddev, dtype=dtype)
def my_l1_regularizer(weights): return tf.reduce_sum(tf.abs(0.01 * weights))
def my_positive_weights(weights): return tf.where(weights < 0., tf.zeros_like(weights), weights)
model = keras.models.Sequential([
    keras.layers.Dense(30, activation="relu", kernel_initializer="he_normal", input_shape=[8]),
    keras.layers.Dense(1, activation=my_softplus, kernel_initializer=my_glorot_initializer, kernel_regularizer=my_l1_regularizer, kernel_constraint=my_positive_weights)])
model.compile(loss=HuberLoss(2.), optimizer="nadam", metrics=[create_huber(2.0)])
model.fit(X_train, y_train, epochs=1, verbose=0)
# %%
class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.huber_fn = create_huber(threshold)
        self.total = self.add_weight("total", initializer="zeros")
        self.count = self.add_weight("count", initializer="zeros")
    def update_state(self, y_true, y_pred, sample_weight=None):
        sample_metrics = self.huber_fn(y_true, y_pred)
        self.total.assign_add(tf.reduce_sum(sample_metrics))
        self.count.assign_add(tf.cast(tf.size(y_true), tf.float32))
    def result(self):
        return self.total / self.count
m = HuberMetric(2.)
m(tf.constant([[2.]]), tf.constant([[10.]]))
m.reset_states()
# %%
class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)
    def build(self, batch_input_shape):
        self.kernel = self.add_weight(name="kernel", shape=[batch_input_shape[-1], self.units], initializer="he_normal")
        self.bias = self.add_weight(name="bias", shape=[self.units], initializer="zeros")
        super().build(batch_input_shape)
    def call(self, X):
        return self.activation(X @ self.kernel + self.bias)
    def compute_output_shape(self, batch_input_shape):
        return tf.TensorShape(batch_input_shape.as_list()[:-1] + [self.units])
model = keras.models.Sequential([MyDense(30, activation="relu", input_shape=[8]), MyDense(1)])
model.compile(loss="mse", optimizer="nadam")
model.fit(X_train, y_train, epochs=1, verbose=0)
# %%
class ReconstructingRegressor(keras.Model):
    def __init__(self, output_dim, **kwargs):
        super().__init__(**kwargs)
        self.hidden = [keras.layers.Dense(30, activation="selu", kernel_initializer="lecun_normal") for _ in range(2)]
        self.out = keras.layers.Dense(output_dim)
        self.reconstruction_mean = keras.metrics.Mean(name="reconstruction_error")
    def build(self, batch_input_shape):
        n_inputs = batch_input_shape[-1]
        self.reconstruct = keras.layers.Dense(n_inputs)
    def call(self, inputs, training=None):
        Z = inputs
        for layer in self.hidden:
            Z = layer(Z)
        reconstruction = self.reconstruct(Z)
        recon_loss = tf.reduce_mean(tf.square(reconstruction - inputs))
        self.add_loss(0.05 * recon_loss)
        if training:
            result = self.reconstruction_mean(recon_loss)
            self.add_metric(result)
        return self.out(Z)
model = ReconstructingRegressor(1)
model.compile(loss="mse", optimizer="nadam")
model.fit(X_train, y_train, epochs=1, verbose=0)
# %%
model = keras.models.Sequential([keras.layers.Dense(30, activation="elu", kernel_regularizer=keras.regularizers.l2(0.05)), keras.layers.Dense(1)])
optimizer = keras.optimizers.Nadam(learning_rate=0.01)
loss_fn = keras.losses.mean_squared_error
mean_loss = keras.metrics.Mean(name="mean_loss")
metrics = [keras.metrics.MeanAbsoluteError()]
for step in range(2):
    with tf.GradientTape() as tape:
        y_pred = model(X_train, training=True)
        main_loss = tf.reduce_mean(loss_fn(y_train, y_pred))
        loss = tf.add_n([main_loss] + model.losses)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    for variable in model.variables:
        if variable.constraint is not None:
            variable.assign(variable.constraint(variable))
    mean_loss(loss)
    for metric in metrics:
        metric(y_train, y_pred)
for metric in [mean_loss] + metrics:
    metric.reset_states()
