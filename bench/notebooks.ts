/** Notebooks in the manner of real ones, drawn by a seeded generator: the same for the same seed on every machine. */
import type { ICell, INotebook } from '../src/core/notebook/model';
import { numbers } from './numbers';

/** About every third notebook of a repository has nothing to do with TensorFlow. */
const shareWithTensorFlow = 0.65;

/** Draws notebooks one after another. */
export class NotebookDrawer {
  constructor(seed: number) {
    this.next = numbers(seed);
  }

  /** A notebook of 10 to 200 cells, more often a short one than a long one. */
  any(): INotebook {
    const cells = Math.round(10 * 20 ** this.next());
    return this.ofCells(cells, this.next() < shareWithTensorFlow);
  }

  /** A notebook of so many cells. */
  ofCells(count: number, withTensorFlow = true): INotebook {
    const bodies = withTensorFlow ? [...tensorFlow, ...plain] : plain;
    const cells: ICell[] = [
      cell(0, 'markdown', '# An experiment\n'),
      cell(
        1,
        'code',
        withTensorFlow ? imports + this.pick(importsOfKeras) : imports
      )
    ];
    while (cells.length < count) {
      const isText = this.next() < 0.3;
      const text = this.fill(this.pick(isText ? texts : bodies));
      cells.push(cell(cells.length, isText ? 'markdown' : 'code', text));
    }
    return { cells, language: 'python' };
  }

  /** Puts numbers in the place of the marks, so that no two cells are the same text. */
  private fill(template: string): string {
    return template
      .replace(/@i/g, () => String(this.whole(1000)))
      .replace(/@n/g, () => String(2 ** (3 + this.whole(6))))
      .replace(/@layer/g, () => this.pick(layers))
      .replace(/@optimizer/g, () => this.pick(optimizers));
  }

  private whole(below: number): number {
    return Math.floor(this.next() * below);
  }

  private pick<Item>(items: readonly Item[]): Item {
    return items[this.whole(items.length)];
  }

  private readonly next: () => number;
}

/** The notebook as a file. */
export function toFile({ cells }: INotebook): string {
  const written = cells.map(({ id, type, source }) => ({
    cell_type: type,
    id,
    metadata: {},
    ...(type === 'code' ? { execution_count: null, outputs: [] } : {}),
    source: source.split(/(?<=\n)/)
  }));
  const metadata = {
    kernelspec: {
      display_name: 'Python 3',
      language: 'python',
      name: 'python3'
    },
    language_info: { name: 'python', version: '3.11.7' }
  };
  const notebook = { cells: written, metadata, nbformat: 4, nbformat_minor: 5 };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

function cell(index: number, type: ICell['type'], source: string): ICell {
  return {
    id: `cell-${index}`,
    type,
    source,
    editable: true,
    insertedBy: null
  };
}

const imports =
  'import os\nimport numpy as np\nimport pandas as pd\nimport matplotlib.pyplot as plt\n';

const importsOfKeras = [
  'import tensorflow as tf\nfrom tensorflow import keras\nfrom tensorflow.keras import layers\n',
  'import tensorflow as tf\nfrom tensorflow.keras import layers\nkeras = tf.keras\n',
  'import keras\nfrom keras import layers\nimport tensorflow as tf\n',
  'import tensorflow as tf\nimport tensorflow_hub as hub\nfrom tensorflow import keras\nlayers = keras.layers\n'
];

const layers = [
  'layers.Dense(@n, activation="relu")'.replace('@n', '64'),
  'layers.Dropout(0.3)',
  'layers.BatchNormalization()',
  'layers.LSTM(64, return_sequences=True)',
  'layers.GRU(32, return_sequences=True, stateful=True)',
  'layers.Conv1D(32, 3, padding="same")',
  'tf.keras.layers.Embedding(10000, 64, input_length=100)'
];

const optimizers = [
  '"adam"',
  'keras.optimizers.Adam(learning_rate=1e-3)',
  'tf.keras.optimizers.SGD(lr=0.01, momentum=0.9)',
  'keras.optimizers.RMSprop(1e-3, decay=1e-6)'
];

const texts = [
  '## Step @i\nWe look at the data with `tf.keras` in mind, and compare with the last run.\n',
  'The loss falls to about 0.@i; after @n epochs it does not change much any more.\n',
  '### Results @i\n\n| run | accuracy |\n|---|---|\n| first | 0.@i |\n| second | 0.@i |\n'
];

const plain = [
  'df_@i = pd.read_csv(f"data/part-@i.csv")\ndf_@i = df_@i.dropna().reset_index(drop=True)\ndf_@i.head()\n',
  'fig, axes = plt.subplots(1, 2, figsize=(12, 4))\nfor ax, name in zip(axes, ["loss", "accuracy"]):\n    ax.plot(np.arange(@n), np.random.rand(@n), label=name)\n    ax.set_title(f"{name} of run @i")\n    ax.legend()\nplt.tight_layout()\nplt.show()\n',
  'def normalise_@i(values, epsilon=1e-@i):\n    """Zero mean and unit variance."""\n    mean = values.mean(axis=0)\n    deviation = values.std(axis=0)\n    return (values - mean) / (deviation + epsilon)\n',
  '!ls -la data | head -n @n\n%matplotlib inline\n',
  'results_@i = []\nfor seed in range(@n):\n    rng = np.random.default_rng(seed)\n    sample = rng.choice(@i + 10, size=5)\n    if sample.sum() > @i:\n        results_@i.append({"seed": seed, "sum": int(sample.sum())})\npd.DataFrame(results_@i).describe()\n',
  'X_@i = np.random.rand(@n, @n).astype("float32")\ny_@i = (X_@i.sum(axis=1) > @n / 2).astype("int64")\nprint(X_@i.shape, y_@i.shape)\n'
];

const tensorFlow = [
  'model_@i = keras.Sequential([\n    layers.Input(shape=(@n,)),\n    @layer,\n    @layer,\n    layers.Dense(10, activation="softmax"),\n])\nmodel_@i.summary()\n',
  'model = tf.keras.Sequential()\nmodel.add(@layer)\nmodel.add(@layer)\nmodel.add(layers.Dense(1))\nmodel.compile(loss="mse", optimizer=@optimizer, metrics=["mae"])\n',
  'history = model.fit(X, y, epochs=@n, batch_size=@n, validation_split=0.2, verbose=0,\n                    callbacks=[keras.callbacks.EarlyStopping(patience=@i)])\nplt.plot(history.history["loss"])\n',
  'class Block_@i(layers.Layer):\n    def __init__(self, units=@n, **kwargs):\n        super().__init__(**kwargs)\n        self.dense = layers.Dense(units)\n        self.norm = layers.LayerNormalization()\n\n    def call(self, inputs, training=None):\n        return self.norm(inputs + self.dense(inputs), training=training)\n',
  'dataset_@i = tf.data.Dataset.from_tensor_slices((X, y))\ndataset_@i = dataset_@i.shuffle(@i).batch(@n).prefetch(tf.data.AUTOTUNE)\n',
  '@tf.function\ndef train_step_@i(x, y):\n    with tf.GradientTape() as tape:\n        loss = tf.reduce_mean(keras.losses.mean_squared_error(y, model(x, training=True)))\n    gradients = tape.gradient(loss, model.trainable_variables)\n    optimizer.apply_gradients(zip(gradients, model.trainable_variables))\n    return loss\n',
  'model.save("model-@i.h5")\nrestored = keras.models.load_model("model-@i.h5")\nrestored.evaluate(X, y)\n'
];
