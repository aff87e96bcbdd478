import type { IBench, IRepair, Make } from '../../bench';
import type { ILayer, ITensor } from '../../graph';
import { constantWeight } from '../../weights';
import {
  activation,
  affine,
  reshape,
  scaleAndShift,
  sum,
  times
} from '../building-blocks';
import type { ILinear, Numbers } from './constants';
import { linear, spread } from './constants';
import type { IOperation, Operand } from './read-operation';
import { readOperation } from './read-operation';

const BINARY = [
  'add',
  'subtract',
  'multiply',
  'true_divide',
  'maximum',
  'minimum'
];

/**
 * Arithmetic that Keras 3 and tf-keras write as operations, which TensorFlow.js does not know.
 *
 * Before: `{"class_name": "Multiply", "config": {"name": "multiply"}}` called with a tensor and 2.0
 *
 * After: `{"class_name": "Rescaling", "config": {"scale": 2}}`. With an array of numbers it is a BatchNormalization that
 * holds them; with another tensor, Add or Multiply.
 */
export const arithmetic: IRepair = {
  id: 'arithmetic',
  mend(layer, bench) {
    if (!layer.isOperation) {
      return;
    }
    const { name } = readOperation(layer, layer.calls[0]);
    if (BINARY.includes(name)) {
      bench.mended(
        layer,
        bench.trans.__('The operation %1 is computed by layers.', name)
      );
      bench.replace(layer, (inputs, call, make) => [
        binary({
          layer,
          bench,
          make,
          inputs,
          operation: readOperation(layer, call)
        })
      ]);
    } else if (name === 'negative') {
      bench.mended(
        layer,
        bench.trans.__('The operation %1 is computed by layers.', name)
      );
      bench.replace(layer, ([x], call, make) => [
        affine(make, 'negative', -1)(x)
      ]);
    }
  }
};

interface IArithmetic {
  layer: ILayer;
  bench: IBench;
  make: Make;
  /** The call's inputs, resolved. */
  inputs: ITensor[];
  operation: IOperation;
}

function binary(place: IArithmetic): ITensor {
  const { operation, layer, bench, inputs } = place;
  const [left, right] = operation.operands;
  if (!left || !right) {
    return bench.refuse(
      layer,
      bench.trans.__(
        'The operation %1 ("%2") has no two operands.',
        operation.name,
        layer.name
      )
    );
  }
  if (left.kind === 'tensor' && right.kind === 'tensor') {
    return ofTensors(place, left, right);
  }
  const [constant, tensor] =
    left.kind === 'tensor' ? [right, left] : [left, right];
  if (constant.kind === 'tensor' || tensor.kind !== 'tensor') {
    return bench.refuse(
      layer,
      bench.trans.__(
        'The operation %1 ("%2") has no tensor.',
        operation.name,
        layer.name
      )
    );
  }
  return withConstant(
    place,
    inputs[tensor.at],
    constant,
    left.kind !== 'tensor'
  );
}

type Tensor = Extract<Operand, { kind: 'tensor' }>;

function withConstant(
  place: IArithmetic,
  x: ITensor,
  constant: Numbers,
  isFirst: boolean
): ITensor {
  const { operation, make, layer, bench } = place;
  const [value] = constant.values;
  const form = linear(operation.name, isFirst);
  if (constant.values.length === 1 && constant.shape.length <= 1) {
    if (form) {
      return affine(make, 'scaled', form.scale(value), form.shift(value))(x);
    }
    if (operation.name === 'maximum') {
      return affine(
        make,
        'maximum',
        1,
        value
      )(activation(make, 'above', 'relu')(affine(make, 'from', 1, -value)(x)));
    }
    if (operation.name === 'minimum') {
      return affine(
        make,
        'minimum',
        -1,
        value
      )(activation(make, 'room', 'relu')(affine(make, 'to', -1, value)(x)));
    }
  }
  if (!form) {
    return bench.refuse(
      layer,
      bench.trans.__(
        'TensorFlow.js has no layer for the operation %1 ("%2").',
        operation.name,
        layer.name
      )
    );
  }
  return withArray(place, x, constant, form);
}

function withArray(
  place: IArithmetic,
  x: ITensor,
  constant: Numbers,
  form: ILinear
): ITensor {
  const { layer, bench, make } = place;
  const shape = bench.inputShape(layer)?.slice(1);
  const values =
    shape && !shape.includes(null)
      ? spread(constant, shape as number[])
      : undefined;
  if (!shape || !values) {
    return bench.refuse(
      layer,
      bench.trans.__(
        'The array of numbers in "%1" does not fit to an input of known shape.',
        layer.name
      )
    );
  }
  const size = values.length;
  const gamma = constantWeight([size], values.map(form.scale));
  const beta = constantWeight([size], values.map(form.shift));
  const flat = reshape(make, 'flat', [size])(x);
  return reshape(
    make,
    'unflat',
    shape
  )(scaleAndShift(make, 'scaled', gamma, beta)(flat));
}

function ofTensors(place: IArithmetic, left: Tensor, right: Tensor): ITensor {
  const { operation, inputs, make, layer, bench } = place;
  const [a, b] = alignRanks([inputs[left.at], inputs[right.at]], place, [
    left.at,
    right.at
  ]);
  switch (operation.name) {
    case 'add':
      return sum(make, 'sum')(a, b);
    case 'subtract':
      return sum(make, 'sum')(a, affine(make, 'negative', -1)(b));
    case 'multiply':
      return times(make, 'product')(a, b);
    case 'maximum':
    case 'minimum':
      return make(
        'choice',
        operation.name === 'maximum' ? 'Maximum' : 'Minimum'
      )(a, b);
    default:
      return bench.refuse(
        layer,
        bench.trans.__(
          'TensorFlow.js has no layer that divides by a tensor ("%1").',
          layer.name
        )
      );
  }
}

/** NumPy adds leading axes to the operand that has fewer; the batch is the first axis of both. */
function alignRanks(
  tensors: [ITensor, ITensor],
  { layer, bench }: IArithmetic,
  places: number[]
): ITensor[] {
  const shapes = bench.inputShapes(layer.calls[0]);
  const [one, other] = places.map(at => shapes[at]);
  if (!one || !other || one.length === other.length) {
    return tensors;
  }
  return bench.refuse(
    layer,
    bench.trans.__('"%1" combines tensors of different ranks.', layer.name)
  );
}
