import { keras3Failures, mendableEvidence } from '../api-failures';
import { legacyOrMigrate, migration } from '../fixes/legacy-or-migrate';
import type { IFix } from '../fixes/model';
import { replaceSpan } from '../fixes/replace-text';
import { keras3Uses, kerasReferences } from '../keras-names';
import type { IKerasReference } from '../keras-names';
import { hasNestedModels } from '../nested-models';
import { overlaps } from '../notebook/model';
import type { IFacts, IPart } from '../notebook/model';
import { hasOneTensor, isInput } from '../one-tensor';
import type { ITranslate } from '../translate';
import { defineRule } from './define-rule';
import type { IEvidence } from './model';

/** `layer.output_shape`: only models of Keras 3 have it. */
export const layerOutputShape = defineRule({
  id: 'layer-output-shape',
  severity: 'error',
  docs: {
    summary: '`output_shape` or `input_shape` of a layer is read.',
    why: 'In Keras 2 every layer has them. In Keras 3 models do, and layers raise AttributeError. `layer.output.shape` and `layer.input.shape` say the same: the tensors of the layer have a shape in both. Like the old attributes, they are there for a layer that is part of a model or that was called on a symbolic tensor.',
    limitations:
      'Keras 2 gives a list for the `InputLayer`, `[(None, 3)]`; the rewrite keeps it where the class is known, and in a loop over layers it gives `(None, 3)`. A layer with several inputs or outputs has a list of tensors, which has no shape: the rewrite is offered only where the notebook shows that there is one.',
    references: ['https://keras.io/guides/migrating_to_keras_3/']
  },
  evidence: facts => [
    ...mendableEvidence(
      facts,
      (use, { what }) => what === 'attribute' && isMendable(facts, use)
    ),
    ...takenLayers(facts)
      .filter(({ root }) => root !== 'tf_keras')
      .map((use): IEvidence => ({
        side: 'keras2',
        span: use.reference.span,
        what: `Layer.${attributeOf(use.path)}`,
        weak: isMendable(facts, use)
      }))
  ],
  check(context, trans) {
    const { facts } = context;
    const known = keras3Failures(context).filter(
      use => use.finding.what === 'attribute' && isMendable(facts, use)
    );
    const uses = [...known, ...keras3Uses(context, takenLayers)];
    return uses.map(use => ({
      span: use.reference.span,
      message: message(attributeOf(use.path), trans),
      fixes: legacyOrMigrate(
        context,
        trans,
        isMendable(facts, use) && isOneKind(use, uses)
          ? rewrite(facts, use, trans)
          : null
      )
    }));
  },
  recognise({ ename, evalue }, trans) {
    const found =
      /^'(?!NoneType|KerasTensor)[A-Z]\w*' object has no attribute '((?:out|in)put_shape)'/.exec(
        evalue
      );
    return ename === 'AttributeError' && found
      ? message(found[1], trans)
      : null;
  },
  examples: [
    {
      name: 'a layer that was called',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import tensorflow as tf',
        'layer = tf.keras.layers.Dense(3)\noutput = layer(tf.keras.Input([2]))\nprint(layer.input_shape)\nassert layer.output_shape[1:] == (3,)'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /'Dense' object has no attribute 'input_shape'/
      },
      after: [
        'import tensorflow as tf',
        'layer = tf.keras.layers.Dense(3)\noutput = layer(tf.keras.Input([2]))\nprint(layer.input.shape)\nassert layer.output.shape[1:] == (3,)'
      ]
    },
    {
      name: 'the layers of a model, one by one',
      environment: 'tf-2.21',
      before: [
        'from tensorflow import keras\nmodel = keras.Sequential()\nmodel.add(keras.layers.Conv2D(4, 3, input_shape=(8, 8, 1)))\nmodel.add(keras.layers.Flatten())',
        'for layer in model.layers:\n    print(layer.name, layer.input_shape, layer.output_shape)'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /'Conv2D' object has no attribute 'input_shape'/
      },
      after: [
        'from tensorflow import keras\nmodel = keras.Sequential()\nmodel.add(keras.layers.Conv2D(4, 3, input_shape=(8, 8, 1)))\nmodel.add(keras.layers.Flatten())',
        'for layer in model.layers:\n    print(layer.name, layer.input.shape, layer.output.shape)'
      ]
    },
    {
      name: 'layers by place and name',
      environment: 'tf-2.16',
      before: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.Input([2]), keras.layers.Dense(3, name="first"), keras.layers.Dense(1)])',
        'assert model.layers[0].input_shape == (None, 2)\nfor i in range(len(model.layers)):\n    print(model.layers[i].output_shape)\nsizes = [layer.output_shape[-1] for layer in reversed(model.layers)]\nassert sizes == [1, 3]\nassert model.get_layer("first").output_shape[1:] == (3,)'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /'Dense' object has no attribute 'input_shape'/
      },
      after: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.Input([2]), keras.layers.Dense(3, name="first"), keras.layers.Dense(1)])',
        'assert model.layers[0].input.shape == (None, 2)\nfor i in range(len(model.layers)):\n    print(model.layers[i].output.shape)\nsizes = [layer.output.shape[-1] for layer in reversed(model.layers)]\nassert sizes == [1, 3]\nassert model.get_layer("first").output.shape[1:] == (3,)'
      ]
    },
    {
      name: 'the input layer of a functional model',
      environment: 'tf-2.16',
      before: [
        'from tensorflow import keras\ninputs = keras.Input([8, 8, 3])\nmodel = keras.Model(inputs, keras.layers.Flatten()(inputs))',
        'assert model.layers[0].input_shape[0][1:3] == (8, 8)\nassert model.layers[-1].output_shape == (None, 192)'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /'InputLayer' object has no attribute 'input_shape'/
      },
      after: [
        'from tensorflow import keras\ninputs = keras.Input([8, 8, 3])\nmodel = keras.Model(inputs, keras.layers.Flatten()(inputs))',
        'assert [model.layers[0].output.shape][0][1:3] == (8, 8)\nassert model.layers[-1].output.shape == (None, 192)'
      ]
    }
  ],
  clean: [
    {
      name: 'models inside of models',
      environment: 'tf-2.16',
      cells: [
        'from tensorflow import keras\nbase = keras.applications.MobileNetV2(weights=None, input_shape=(32, 32, 3), include_top=False)\nmodel = keras.Sequential([base, keras.layers.Flatten()])\nprint(model.layers[0].output_shape, model.get_layer(index=0).input_shape)'
      ]
    },
    {
      name: 'models',
      environment: 'tf-2.16',
      cells: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.Input([2]), keras.layers.Dense(3)])\nprint(model.input_shape, model.output_shape)\nfor layer in model.layers:\n    if hasattr(layer, "output_shape"):\n        print(layer.output_shape)'
      ]
    },
    {
      name: 'Keras 2',
      environment: 'tf-2.15',
      cells: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.Input([2]), keras.layers.Dense(3)])\nfor layer in model.layers:\n    print(layer.output_shape)'
      ]
    }
  ]
});

const shapesOfTaken = kerasReferences(
  path =>
    /^inner\.(?:OfSequential|OfModel|FirstOfModel)#(?:out|in)put_shape$/.test(
      path
    ),
  use => (use.reference.kind === 'read' ? [use] : [])
);

/** Reads of layers that are taken from a model by their place or name. Where a model may be among them, they tell nothing. */
function takenLayers(facts: IPart): readonly IKerasReference[] {
  const found = shapesOfTaken(facts);
  return found.length > 0 && !hasNestedModels(facts) ? found : [];
}

function attributeOf(path: string): string {
  return path.slice(path.indexOf('#') + 1);
}

function message(attribute: string, trans: ITranslate): string {
  return trans.__(
    'Layers of Keras 3 have no %1, only models do; %2 is the same.',
    attribute,
    asTensor(attribute)
  );
}

/** `output.shape` for `output_shape`. */
function asTensor(attribute: string): string {
  return attribute.replace('_', '.');
}

/** Whether the rewrite is right: the attribute stands there by its name, of a layer with one tensor on that side. */
function isMendable(
  facts: IFacts,
  { path, reference: { kind, lastSpan } }: IKerasReference
): boolean {
  const { cell, from, to } = lastSpan;
  const text = facts.notebook.cells[cell].source.slice(from, to);
  return (
    kind === 'read' && text === attributeOf(path) && hasOneTensor(facts, path)
  );
}

/** One place may stand for several layers, depending on a condition: an input layer and another have no rewrite in common. */
function isOneKind(
  { path, reference: { span } }: IKerasReference,
  uses: readonly IKerasReference[]
): boolean {
  return uses.every(
    ({ path: other, reference }) =>
      !overlaps(reference.span, span) || isInput(other) === isInput(path)
  );
}

function rewrite(
  { notebook }: IFacts,
  { path, reference: { span, lastSpan } }: IKerasReference,
  trans: ITranslate
): IFix {
  const now = asTensor(attributeOf(path));
  if (!isInput(path)) {
    return migration(trans.__('Write %1', now), [
      replaceSpan(notebook, lastSpan, now)
    ]);
  }
  const { source } = notebook.cells[span.cell];
  const list = `[${source.slice(span.from, lastSpan.from)}output.shape]`;
  return migration(trans.__('Write %1', list), [
    replaceSpan(notebook, span, list)
  ]);
}
