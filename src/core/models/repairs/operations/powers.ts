import type { IBench, IRepair } from '../../bench';
import type { ILayer } from '../../graph';
import { times } from '../building-blocks';
import type { Numbers } from './constants';
import { readOperation } from './read-operation';

/** Higher powers lose too much to rounding. */
const MAX_POWER = 16;

/**
 * Powers with a small whole exponent, which Keras 3 and tf-keras write as operations.
 *
 * Before: `{"class_name": "Square", "config": {"name": "square"}}`
 *
 * After: `{"class_name": "Multiply"}` of the tensor with itself.
 */
export const powers: IRepair = {
  id: 'powers',
  mend(layer, bench) {
    if (!layer.isOperation) {
      return;
    }
    const { name } = readOperation(layer, layer.calls[0]);
    if (name === 'power' || name === 'square') {
      raise(layer, bench, name);
    }
  }
};

function raise(layer: ILayer, bench: IBench, name: string): void {
  const { operands } = readOperation(layer, layer.calls[0]);
  const exponent = operands.find(
    (operand): operand is Numbers => operand.kind === 'numbers'
  )?.values[0];
  const power = name === 'square' ? 2 : exponent;
  const isFirst = operands[0]?.kind === 'tensor';
  if (
    power === undefined ||
    !isFirst ||
    !Number.isInteger(power) ||
    power < 1 ||
    power > MAX_POWER
  ) {
    return bench.refuse(
      layer,
      bench.trans.__(
        'TensorFlow.js has no layer for the power in "%1".',
        layer.name
      )
    );
  }
  bench.mended(
    layer,
    bench.trans.__('The operation %1 is computed by layers.', name)
  );
  bench.replace(layer, ([x], call, make) => {
    let result = x;
    for (let factor = 2; factor <= power; factor++) {
      result = times(make, `power_${factor}`)(result, x);
    }
    return [result];
  });
}
