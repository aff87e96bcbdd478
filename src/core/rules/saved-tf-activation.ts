import { argumentAt, findArgument } from '../fixes/edit-arguments';
import { repair } from '../fixes/legacy-or-migrate';
import { replaceSpan } from '../fixes/replace-text';
import {
  kerasReferences,
  keras3Uses,
  modelMethod,
  rewritable
} from '../keras-names';
import type { IKerasReference } from '../keras-names';
import type { IArgument, IFacts } from '../notebook/model';
import { defineRule } from './define-rule';

/** Functions of `tf.nn` whose own name is not the one that Keras 3 knows them by; Keras 2 translates it. */
const renamed = /^tensorflow\.nn\.(softmax|silu|swish)$/;

const places = rewritable(isLayer, use => activationOf(use)?.valueSpan ?? null);
const activations = kerasReferences(isLayer, use => {
  const activation = activationOf(use);
  return activation ? [{ root: use.root, activation }] : [];
});

/** `activation=tf.nn.softmax` in a model that is saved and loaded: Keras 3 does not find `softmax_v2` again. */
export const savedTfActivation = defineRule({
  id: 'saved-tf-activation',
  severity: 'error',
  docs: {
    summary: 'A model with `activation=tf.nn.softmax` is saved and loaded.',
    why: 'A saved model names its activations. `tf.nn.softmax` calls itself `softmax_v2`, and `tf.nn.silu` `swish`; Keras 2 knows that and writes its own name, Keras 3 does not and cannot load what it has saved: "Could not locate function \'softmax_v2\'". The activation by its name, `"softmax"`, is the same function in both.',
    limitations:
      'A file that exists already is loaded with `custom_objects={"softmax_v2": tf.nn.softmax}`.',
    references: ['https://keras.io/guides/serialization_and_saving/']
  },
  evidence: facts => (isReadBack(facts) ? places(facts) : []),
  check(context, trans) {
    const { notebook } = context.facts;
    return (
      isReadBack(context.facts) ? keras3Uses(context, activations) : []
    ).map(({ activation }) => ({
      span: activation.valueSpan,
      message: trans.__(
        'Keras 3 saves the model, but cannot load it: it does not know this function of TensorFlow by its name.'
      ),
      fixes: repair(trans.__('Write %1', nameOf(activation)), [
        replaceSpan(notebook, activation.valueSpan, nameOf(activation))
      ])
    }));
  },
  recognise({ evalue }, trans) {
    return /Could not locate function '(softmax_v2|swish)'/.test(evalue)
      ? trans.__(
          'Keras 3 saves the model, but cannot load it: it does not know this function of TensorFlow by its name.'
        )
      : null;
  },
  examples: [
    {
      name: 'saved and loaded',
      environment: 'tf-2.16',
      before: [
        'import tensorflow as tf\nfrom tensorflow import keras',
        'model = keras.Sequential([\n    keras.Input((4,)),\n    keras.layers.Dense(8, activation=tf.nn.relu),\n    keras.layers.Dense(3, activation=tf.nn.softmax)\n])\nmodel.save("model.keras")',
        'model = keras.models.load_model("model.keras")'
      ],
      fails: {
        ename: 'TypeError',
        evalue: /Could not locate function 'softmax_v2'/
      },
      after: [
        'import tensorflow as tf\nfrom tensorflow import keras',
        'model = keras.Sequential([\n    keras.Input((4,)),\n    keras.layers.Dense(8, activation=tf.nn.relu),\n    keras.layers.Dense(3, activation="softmax")\n])\nmodel.save("model.keras")',
        'model = keras.models.load_model("model.keras")'
      ]
    }
  ],
  clean: [
    {
      name: 'never loaded, or loaded with the function',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation=tf.nn.softmax)])\nmodel.save("model.keras")',
        'keras.models.load_model("model.keras", custom_objects={"softmax_v2": tf.nn.softmax})'
      ]
    },
    {
      name: 'Keras 2',
      environment: 'tf-2.15',
      cells: [
        'import tensorflow as tf\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation=tf.nn.softmax)])\nmodel.save("model.keras")\nkeras.models.load_model("model.keras")'
      ]
    }
  ]
});

function isLayer(path: string): boolean {
  return /^layers\.[A-Z]\w*$/.test(path);
}

function activationOf({ path, reference }: IKerasReference): IArgument | null {
  const activation =
    path === 'layers.Activation'
      ? argumentAt(reference.call, 0, 'activation')
      : findArgument(reference.call, 'activation');
  return activation?.value.kind === 'name' &&
    renamed.test(activation.value.name)
    ? activation
    : null;
}

/** The name of the activation in Keras, quoted. */
function nameOf({ value }: IArgument): string {
  const [, name] = (value.kind === 'name' && renamed.exec(value.name)) || [];
  return `"${name}"`;
}

/** The notebook saves a model with its layers, and loads one without being told of functions. */
function isReadBack(facts: IFacts): boolean {
  return saves(facts).length > 0 && loads(facts).length > 0;
}

const saves = kerasReferences(
  path =>
    /^(?:save|to_json)$/.test(modelMethod(path) ?? '') ||
    /^(?:callbacks\.ModelCheckpoint|(?:models|saving)\.save_model)$/.test(path),
  ({ path, reference }) => (reference.kind === 'call' ? [path] : [])
);
const loads = kerasReferences(
  path => /^(?:models|saving)\.(?:load_model|model_from_json)$/.test(path),
  ({ path, reference: { kind, call } }) =>
    kind === 'call' && !findArgument(call, 'custom_objects') ? [path] : []
);
