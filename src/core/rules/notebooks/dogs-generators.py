# verdict: keras2
# rules: generator-method, image-data-generator
# Transfer learning of 2019 with generators.
# %%
import tensorflow as tf
from tensorflow.keras.preprocessing.image import ImageDataGenerator
from tensorflow.keras.applications import VGG16
from tensorflow.keras import layers, models
# %%
train_datagen = ImageDataGenerator(rescale=1./255, rotation_range=40, horizontal_flip=True)
train_generator = train_datagen.flow_from_directory("data/train", target_size=(150, 150), batch_size=20, class_mode='binary')
conv_base = VGG16(weights='imagenet', include_top=False, input_shape=(150, 150, 3))
# %%
model = models.Sequential()
model.add(conv_base)
model.add(layers.Flatten())
model.add(layers.Dense(1, activation='sigmoid'))
model.compile(loss='binary_crossentropy', optimizer='rmsprop', metrics=['acc'])
history = model.fit_generator(train_generator, steps_per_epoch=100, epochs=30)
