import { argumentAt, valueText } from '../fixes/edit-arguments';
import { migration } from '../fixes/legacy-or-migrate';
import { replaceSpan } from '../fixes/replace-text';
import { kerasMet, kerasReferences } from '../keras-names';
import type { IKerasReference } from '../keras-names';
import type { IArgument, IFacts } from '../notebook/model';
import { once } from '../once';
import { defineRule } from './define-rule';

interface IFloatSize extends IKerasReference {
  readonly size: IArgument;
  /** The same as a whole number. */
  readonly whole: string;
}

const sized = kerasReferences(
  path => /^layers\.(?:Dense|Conv[123]D(?:Transpose)?)$/.test(path),
  use => (use.reference.kind === 'call' ? [use] : [])
);

const isFloat =
  /Received an invalid value for `units`, expected a positive integer\. Received: units=\d+\.\d|Found invalid (?:dimension|entry) '\d+\.\d+' of type '<class 'float'>'/;

/**
 * A positive whole number that is said to be none: `Dense(np.int64(2))`, which Keras 3.12.4 takes and 3.13.2, 3.14.1 and 3.15.1 refuse.
 */
const isNumpyInteger =
  /Received an invalid value for `units`, expected a positive integer\. Received: units=[1-9]\d*$/;

/** `Dense(n / 2)` and `Dense(10.0)`: Keras 3 wants a whole number. */
export const sizeAsFloat = defineRule({
  id: 'size-as-float',
  severity: 'error',
  docs: {
    summary: 'A layer is given a size that is a float, such as `Dense(n / 2)`.',
    why: 'A division with `/` is a float in Python 3, also of whole numbers. Keras 2 makes whole numbers of the units of `Dense` and of the filters of convolutions, Keras 3 raises. `n // 2` is the same in both.',
    limitations:
      'Only sizes that are written as a division or with a dot are found.',
    references: ['https://keras.io/api/layers/core_layers/dense/']
  },
  evidence: facts =>
    floats(facts)
      .filter(({ root }) => root !== 'tf_keras')
      .map(({ path, size }) => ({
        side: 'keras2',
        span: size.span,
        what: `keras.${path}(n / 2)`,
        weak: true
      })),
  check(context, trans) {
    return floats(context.facts)
      .filter(({ root }) => kerasMet(context, root).flavor === 'keras3')
      .map(({ size, whole }) => ({
        span: size.valueSpan,
        message: trans.__(
          'The size of a layer must be a whole number in Keras 3.'
        ),
        fixes: [
          migration(trans.__('Write %1', whole), [
            replaceSpan(context.facts.notebook, size.valueSpan, whole)
          ])
        ]
      }));
  },
  recognise({ ename, evalue }, trans) {
    if (ename !== 'ValueError') {
      return null;
    }
    if (isFloat.test(evalue)) {
      return trans.__('The size of a layer must be a whole number in Keras 3.');
    }
    return isNumpyInteger.test(evalue)
      ? trans.__(
          'Keras 3.13 and later take no NumPy integer for the size of a layer: write int(…).'
        )
      : null;
  },
  examples: [
    {
      name: 'half of the units',
      environment: 'tf-2.16',
      before: [
        'from tensorflow import keras\nunits = 8\nmodel = keras.Sequential([keras.Input([4]), keras.layers.Dense(units=units / 2), keras.layers.Dense(10.0)])\nassert model.output_shape == (None, 10)'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /invalid value for `units`, expected a positive integer/
      },
      after: [
        'from tensorflow import keras\nunits = 8\nmodel = keras.Sequential([keras.Input([4]), keras.layers.Dense(units=units // 2), keras.layers.Dense(10)])\nassert model.output_shape == (None, 10)'
      ]
    },
    {
      name: 'half of the filters',
      environment: 'tf-2.21',
      before: [
        'from tensorflow import keras\nfilters = 8\nmodel = keras.Sequential([keras.Input([8, 8, 1]), keras.layers.Conv2D(filters / 2, 3)])'
      ],
      fails: { ename: 'ValueError', evalue: /Found invalid dimension '4\.0'/ },
      after: [
        'from tensorflow import keras\nfilters = 8\nmodel = keras.Sequential([keras.Input([8, 8, 1]), keras.layers.Conv2D(filters // 2, 3)])'
      ]
    }
  ],
  clean: [
    {
      name: 'whole numbers',
      environment: 'tf-2.16',
      cells: [
        'from tensorflow import keras\nunits = 8\nmodel = keras.Sequential([keras.Input([4]), keras.layers.Dense(units // 2), keras.layers.Dense(int(units / 2)), keras.layers.Dropout(1 / 2)])'
      ]
    },
    {
      name: 'Keras 2',
      environment: 'tf-2.15',
      cells: [
        'from tensorflow import keras\nunits = 8\nassert keras.layers.Dense(units / 2).units == 4'
      ]
    }
  ]
});

const floats = once((facts: IFacts): IFloatSize[] =>
  sized(facts).flatMap(use => {
    const keyword = use.path.endsWith('Dense') ? 'units' : 'filters';
    const size = argumentAt(use.reference.call, 0, keyword);
    const whole = size && wholeOf(valueText(facts.notebook, size));
    return size && whole ? [{ ...use, size, whole }] : [];
  })
);

/** `n / 2` with `//`, `10.0` without its dot; null for anything else. */
function wholeOf(text: string): string | null {
  const number = /^(\d+)\.0*$/.exec(text)?.[1];
  return (
    number ??
    (/^[\w.]+\s*\/\s*\d+$/.test(text) ? text.replace('/', '//') : null)
  );
}
