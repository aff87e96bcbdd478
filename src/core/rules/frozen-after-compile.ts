import { migration } from '../fixes/legacy-or-migrate';
import type { Edit } from '../fixes/model';
import { addStatement, putStatements } from '../fixes/replace-text';
import { frozenTrainings, receiver } from '../frozen-trainings';
import { kerasMet } from '../keras-names';
import type { IKerasReference } from '../keras-names';
import type { INotebook, ISpan } from '../notebook/model';
import { defineRule } from './define-rule';

/** A model that is frozen behind its `compile`, and trained: only Keras 2 goes on with it. */
export const frozenAfterCompile = defineRule({
  id: 'frozen-after-compile',
  severity: 'error',
  docs: {
    summary:
      'A model is frozen after it was compiled, and trained all the same.',
    why: 'In Keras 2 the value of `trainable` at the time of `compile` counts. Many a GAN is written that way: the discriminator is compiled, then frozen for the combined model, and goes on learning by its own `train_on_batch`. In Keras 3 the value counts at the first step of the training, so the discriminator never learns; one warning says so. With `trainable = True` before its training and `trainable = False` after, both do the same.',
    limitations:
      'A model is followed by the name that it has where it is frozen and where it is trained. One that is frozen layer by layer is not found.',
    references: [
      'https://keras.io/guides/transfer_learning/',
      'https://github.com/keras-team/keras/issues/8585'
    ]
  },
  evidence: facts =>
    frozenTrainings(facts)
      .filter(({ root }) => root !== 'tf_keras')
      .map(({ reference }) => ({
        side: 'keras2',
        span: reference.fullSpan,
        what: 'trainable = False; train_on_batch',
        weak: true
      })),
  check(context, trans) {
    const { facts } = context;
    const trainings = frozenTrainings(facts).filter(
      ({ root }) => kerasMet(context, root).flavor === 'keras3'
    );
    return trainings.map(use => {
      const model = receiver(facts.notebook, use);
      return {
        span: use.reference.fullSpan,
        message: trans.__(
          'Keras 3 trains nothing here: %1 was frozen before its first training. Keras 2 trains what was not frozen when it was compiled.',
          model
        ),
        fixes: [
          migration(
            trans.__('Write %1', `${model}.trainable = True`),
            thawed(
              facts.notebook,
              model,
              trainings.filter(
                other => receiver(facts.notebook, other) === model
              )
            )
          )
        ]
      };
    });
  },
  examples: [
    {
      name: 'a GAN',
      environment: 'tf-2.16',
      before: [
        'import numpy as np\nimport tensorflow as tf\nfrom tensorflow.keras import layers, models',
        'def define_critic():\n    model = models.Sequential([layers.Input(shape=(1,)), layers.Dense(1, activation="sigmoid")])\n    model.compile(loss="binary_crossentropy", optimizer="adam")\n    return model',
        'def define_gan(generator, critic):\n    critic.trainable = False\n    model = models.Sequential()\n    model.add(generator)\n    model.add(critic)\n    model.compile(loss="binary_crossentropy", optimizer="adam")\n    return model',
        'critic = define_critic()\ngenerator = models.Sequential([layers.Input(shape=(2,)), layers.Dense(1)])\ngan = define_gan(generator, critic)\nfirst = critic.get_weights()[0].copy()',
        'def train(generator, critic, gan, steps=2):\n    for step in range(steps):\n        loss = critic.train_on_batch(np.ones((4, 1)), np.ones((4, 1)))\n        critic.train_on_batch(generator.predict(np.ones((4, 2)), verbose=0), np.zeros((4, 1)))\n        gan.train_on_batch(np.ones((4, 2)), np.ones((4, 1)))\ntrain(generator, critic, gan)'
      ],
      fails: { silently: '(critic.get_weights()[0] != first).any()' },
      after: [
        'import numpy as np\nimport tensorflow as tf\nfrom tensorflow.keras import layers, models',
        'def define_critic():\n    model = models.Sequential([layers.Input(shape=(1,)), layers.Dense(1, activation="sigmoid")])\n    model.compile(loss="binary_crossentropy", optimizer="adam")\n    return model',
        'def define_gan(generator, critic):\n    critic.trainable = False\n    model = models.Sequential()\n    model.add(generator)\n    model.add(critic)\n    model.compile(loss="binary_crossentropy", optimizer="adam")\n    return model',
        'critic = define_critic()\ngenerator = models.Sequential([layers.Input(shape=(2,)), layers.Dense(1)])\ngan = define_gan(generator, critic)\nfirst = critic.get_weights()[0].copy()',
        'def train(generator, critic, gan, steps=2):\n    for step in range(steps):\n        critic.trainable = True\n        loss = critic.train_on_batch(np.ones((4, 1)), np.ones((4, 1)))\n        critic.train_on_batch(generator.predict(np.ones((4, 2)), verbose=0), np.zeros((4, 1)))\n        critic.trainable = False\n        gan.train_on_batch(np.ones((4, 2)), np.ones((4, 1)))\ntrain(generator, critic, gan)'
      ]
    },
    {
      name: 'a class that holds its models, which do not learn from each other',
      environment: 'tf-2.21',
      before: [
        'import numpy as np\nfrom tensorflow import keras',
        'class GAN:\n    def __init__(self):\n        self.critic = keras.Sequential([keras.Input(shape=(1,)), keras.layers.Dense(1)])\n        self.critic.compile(loss="mse", optimizer="sgd")\n        self.generator = keras.Sequential([keras.Input(shape=(2,)), keras.layers.Dense(1)])\n        self.critic.trainable = False\n        z = keras.Input(shape=(2,))\n        self.combined = keras.Model(z, self.critic(self.generator(z)))\n        self.combined.compile(loss="mse", optimizer="sgd")\n    def train(self):\n        real = self.critic.train_on_batch(np.ones((4, 1)), np.ones((4, 1)))\n        self.learnt = self.critic.get_weights()[0].copy()\n        self.combined.train_on_batch(np.ones((4, 2)), np.ones((4, 1)))',
        'gan = GAN()\nfirst = gan.critic.get_weights()[0].copy()\ngan.train()'
      ],
      fails: {
        silently:
          '(gan.learnt != first).any() and (gan.critic.get_weights()[0] == gan.learnt).all()'
      },
      after: [
        'import numpy as np\nfrom tensorflow import keras',
        'class GAN:\n    def __init__(self):\n        self.critic = keras.Sequential([keras.Input(shape=(1,)), keras.layers.Dense(1)])\n        self.critic.compile(loss="mse", optimizer="sgd")\n        self.generator = keras.Sequential([keras.Input(shape=(2,)), keras.layers.Dense(1)])\n        self.critic.trainable = False\n        z = keras.Input(shape=(2,))\n        self.combined = keras.Model(z, self.critic(self.generator(z)))\n        self.combined.compile(loss="mse", optimizer="sgd")\n    def train(self):\n        self.critic.trainable = True\n        real = self.critic.train_on_batch(np.ones((4, 1)), np.ones((4, 1)))\n        self.critic.trainable = False\n        self.learnt = self.critic.get_weights()[0].copy()\n        self.combined.train_on_batch(np.ones((4, 2)), np.ones((4, 1)))',
        'gan = GAN()\nfirst = gan.critic.get_weights()[0].copy()\ngan.train()'
      ]
    },
    {
      name: 'models out of the layers of another',
      environment: 'tf-2.16',
      before: [
        'import numpy as np\nfrom tensorflow import keras',
        'generator = keras.Sequential([keras.Input(shape=(2,)), keras.layers.Dense(1)])\ndiscriminator = keras.Sequential([keras.Input(shape=(1,)), keras.layers.Dense(1, activation="sigmoid")])\ngan = keras.Sequential([generator, discriminator])\ndiscriminator.compile(loss="binary_crossentropy", optimizer="rmsprop")\ndiscriminator.trainable = False\ngan.compile(loss="binary_crossentropy", optimizer="rmsprop")\nfirst = discriminator.get_weights()[0].copy()',
        'def train_gan(gan):\n    generator, discriminator = gan.layers\n    discriminator.train_on_batch(np.ones((4, 1)), np.ones((4, 1)))\n    gan.train_on_batch(np.ones((4, 2)), np.ones((4, 1)))\ntrain_gan(gan)'
      ],
      fails: { silently: '(discriminator.get_weights()[0] != first).any()' },
      after: [
        'import numpy as np\nfrom tensorflow import keras',
        'generator = keras.Sequential([keras.Input(shape=(2,)), keras.layers.Dense(1)])\ndiscriminator = keras.Sequential([keras.Input(shape=(1,)), keras.layers.Dense(1, activation="sigmoid")])\ngan = keras.Sequential([generator, discriminator])\ndiscriminator.compile(loss="binary_crossentropy", optimizer="rmsprop")\ndiscriminator.trainable = False\ngan.compile(loss="binary_crossentropy", optimizer="rmsprop")\nfirst = discriminator.get_weights()[0].copy()',
        'def train_gan(gan):\n    generator, discriminator = gan.layers\n    discriminator.trainable = True\n    discriminator.train_on_batch(np.ones((4, 1)), np.ones((4, 1)))\n    discriminator.trainable = False\n    gan.train_on_batch(np.ones((4, 2)), np.ones((4, 1)))\ntrain_gan(gan)'
      ]
    }
  ],
  clean: [
    {
      name: 'Keras 2 trains it',
      environment: 'tf-2.15',
      cells: [
        'import numpy as np\nfrom tensorflow import keras\ncritic = keras.Sequential([keras.layers.Dense(1, input_shape=(1,))])\ncritic.compile("sgd", "mse")\ncritic.trainable = False\nfirst = critic.get_weights()[0].copy()\nloss = critic.train_on_batch(np.ones((4, 1)), np.zeros((4, 1)))\nassert (critic.get_weights()[0] != first).any()'
      ]
    },
    {
      name: 'a base that is frozen, and the model around it compiled and trained',
      environment: 'tf-2.16',
      cells: [
        'import numpy as np\nfrom tensorflow import keras\nbase = keras.Sequential([keras.Input(shape=(1,)), keras.layers.Dense(2)])\nbase.compile("sgd", "mse")\nbase.fit(np.ones((4, 1)), np.ones((4, 2)), verbose=0)\nbase.trainable = False\nmodel = keras.Sequential([base, keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")\nhistory = model.fit(np.ones((4, 1)), np.ones((4, 1)), verbose=0)\nscore = base.evaluate(np.ones((4, 1)), np.ones((4, 2)), verbose=0)'
      ]
    },
    {
      name: 'compiled again',
      environment: 'tf-2.16',
      cells: [
        'import numpy as np\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.Input(shape=(1,)), keras.layers.Dense(2), keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")\nmodel.trainable = False\nmodel.layers[-1].trainable = True\nmodel.compile("sgd", "mse")\nhistory = model.fit(np.ones((4, 1)), np.ones((4, 1)), verbose=0)'
      ]
    },
    {
      name: 'another model of the same name',
      environment: 'tf-2.16',
      cells: [
        'import numpy as np\nfrom tensorflow import keras\ndef make():\n    model = keras.Sequential([keras.Input(shape=(1,)), keras.layers.Dense(1)])\n    model.compile("sgd", "mse")\n    return model\ndef features():\n    model = make()\n    model.trainable = False\n    return model',
        'fixed = features()\nmodel = make()\nhistory = model.fit(np.ones((4, 1)), np.ones((4, 1)), verbose=0)\nmodel.trainable = False\nmodel = make()\nhistory = model.fit(np.ones((4, 1)), np.ones((4, 1)), verbose=0)'
      ]
    },
    {
      name: 'thawed for its own training',
      environment: 'tf-2.16',
      cells: [
        'import numpy as np\nfrom tensorflow import keras\ncritic = keras.Sequential([keras.Input(shape=(1,)), keras.layers.Dense(1)])\ncritic.compile("sgd", "mse")\ncritic.trainable = False\nfirst = critic.get_weights()[0].copy()\ncritic.trainable = True\nloss = critic.train_on_batch(np.ones((4, 1)), np.zeros((4, 1)))\ncritic.trainable = False\nassert (critic.get_weights()[0] != first).any()'
      ]
    }
  ]
});

/** Thaws the model before, and freezes it again after trainings that follow one another. */
function thawed(
  notebook: INotebook,
  model: string,
  trainings: readonly IKerasReference[]
): Edit[] {
  const runs: ISpan[][] = [];
  for (const { reference } of trainings) {
    const last = runs[runs.length - 1];
    const { statementSpan } = reference;
    const before = last?.[last.length - 1];
    if (before && isNext(notebook, before, statementSpan)) {
      last.push(statementSpan);
    } else {
      runs.push([statementSpan]);
    }
  }
  return runs.flatMap(run => [
    putStatements(notebook, run[0], [`${model}.trainable = True`]),
    addStatement(notebook, run[run.length - 1], `${model}.trainable = False`)
  ]);
}

/** In the same block, with no training of another model between. */
function isNext(notebook: INotebook, before: ISpan, after: ISpan): boolean {
  if (before.cell !== after.cell) {
    return false;
  }
  const { source } = notebook.cells[before.cell];
  const between = source.slice(before.to, after.from);
  const depth = (at: number): number =>
    at - (source.lastIndexOf('\n', at - 1) + 1);
  return (
    before.from === after.from ||
    (depth(before.from) === depth(after.from) &&
      !/\.(?:fit|fit_generator|train_on_batch)\s*\(/.test(between))
  );
}
