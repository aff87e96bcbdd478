# verdict: either
# rules:
# Backend functions within a Lambda layer: Keras 3 runs them.
# %%
from tensorflow.keras.models import Model
from tensorflow.keras.layers import Input, Dense, Lambda, Flatten
from tensorflow.keras import backend as K
def euclidean(vects):
    x, y = vects
    return K.sqrt(K.maximum(K.sum(K.square(x - y), axis=1, keepdims=True), K.epsilon()))
def eucl_shape(shapes):
    s1, _ = shapes
    return (s1[0], 1)
base = Model(i := Input((28, 28)), Dense(128)(Flatten()(i)))
a, b = Input((28, 28)), Input((28, 28))
distance = Lambda(euclidean, output_shape=eucl_shape)([base(a), base(b)])
model = Model([a, b], distance)
def contrastive(y_true, y_pred):
    margin = 1
    return K.mean(y_true * K.square(y_pred) + (1 - y_true) * K.square(K.maximum(margin - y_pred, 0)))
model.compile(loss=contrastive, optimizer='rmsprop', metrics=['accuracy'])
