# verdict: keras2
# rules: checkpoint-file-name, generator-method, lr-argument, singular-model-arguments
# A segmentation kernel of 2018: star imports, and keras itself shadowed by its backend.
# %%
import numpy as np
from keras.models import *
from keras.layers import *
from keras.optimizers import *
from keras.callbacks import ModelCheckpoint, LearningRateScheduler
from keras import backend as keras
def unet(pretrained_weights=None, input_size=(256, 256, 1)):
    inputs = Input(input_size)
    conv1 = Conv2D(64, 3, activation='relu', padding='same', kernel_initializer='he_normal')(inputs)
    pool1 = MaxPooling2D(pool_size=(2, 2))(conv1)
    up = Conv2D(64, 2, activation='relu', padding='same')(UpSampling2D(size=(2, 2))(pool1))
    merge6 = concatenate([conv1, up], axis=3)
    conv10 = Conv2D(1, 1, activation='sigmoid')(merge6)
    model = Model(input=inputs, output=conv10)
    model.compile(optimizer=Adam(lr=1e-4), loss='binary_crossentropy', metrics=['accuracy'])
    if pretrained_weights:
        model.load_weights(pretrained_weights)
    return model
# %%
model = unet()
ck = ModelCheckpoint('unet.hdf5', monitor='loss', verbose=1, save_best_only=True)
model.fit_generator(trainGene, steps_per_epoch=300, epochs=1, callbacks=[ck])
