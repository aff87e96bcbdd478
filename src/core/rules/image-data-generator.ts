import { flavorOfRoot, kerasReferences } from '../keras-names';
import { defineRule } from './define-rule';

const generators = kerasReferences(
  path => path === 'preprocessing.image.ImageDataGenerator'
);

/** `ImageDataGenerator`, which every Keras still has and none recommends. */
export const imageDataGenerator = defineRule({
  id: 'image-data-generator',
  severity: 'info',
  docs: {
    summary: 'Images are read with `ImageDataGenerator`.',
    why: '`ImageDataGenerator` still works, in Keras 3 too, and is deprecated: it prepares one picture after the other in Python while the GPU waits. `keras.utils.image_dataset_from_directory` gives a `tf.data.Dataset` that is read ahead, and layers such as `Rescaling`, `RandomFlip` and `RandomRotation` do the rest on the GPU. The two are not alike: the dataset gives values from 0 to 255 where `rescale=1./255` gave 0 to 1, whole numbers as labels where `flow_from_directory` gave one-hot ones (`label_mode="categorical"` gives those), has `class_names` instead of `class_indices`, and ends where the generator went on for ever.',
    limitations:
      'Nothing is rewritten. There is no hurry where the model is trained and its numbers are to be repeated, where files are listed in a table (`flow_from_dataframe`), or where an augmentation has no layer, such as shear in Keras 2.',
    references: [
      'https://www.tensorflow.org/api_docs/python/tf/keras/preprocessing/image/ImageDataGenerator',
      'https://keras.io/api/data_loading/image/'
    ]
  },
  check(context, trans) {
    const first = generators(context.facts).find(
      ({ root, reference }) =>
        reference.kind === 'call' &&
        !(root === 'keras' && flavorOfRoot(context, root) === 'keras3')
    );
    return first
      ? [
          {
            span: first.reference.lastSpan,
            message: trans.__(
              'This still works, but is deprecated: image_dataset_from_directory with preprocessing layers is faster.'
            ),
            fixes: []
          }
        ]
      : [];
  },
  examples: [
    {
      name: 'from a folder',
      environment: 'tf-2.16',
      before: [
        'from tensorflow.keras.preprocessing.image import ImageDataGenerator\ngenerator = ImageDataGenerator(rescale=1./255)'
      ],
      fails: { silently: "'DEPRECATED' not in ImageDataGenerator.__doc__" },
      after: null
    }
  ],
  clean: [
    {
      name: 'a dataset',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\npixels = tf.io.encode_png(tf.zeros((8, 8, 3), tf.uint8))\nfor name in "cats", "dogs":\n    tf.io.gfile.makedirs(f"pets/{name}")\n    tf.io.write_file(f"pets/{name}/1.png", pixels)',
        'images = tf.keras.utils.image_dataset_from_directory("pets", image_size=(8, 8))'
      ]
    }
  ]
});
