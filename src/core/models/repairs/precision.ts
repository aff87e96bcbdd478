import type { IBench, IRepair } from '../bench';
import type { ILayer } from '../graph';
import { allWrapped } from '../graph';
import { isObject, objectAt, own, stringAt } from '../json';

/** The relative size of a rounding error in each type. */
const ROUNDING: Record<string, string> = {
  float16: '1e-3',
  mixed_float16: '1e-3',
  bfloat16: '1e-2',
  mixed_bfloat16: '1e-2',
  float64: '1e-7'
};

/**
 * Data types of layers. TensorFlow.js computes everything in float32; Keras 3 writes the type as an object.
 *
 * Before: `{"dtype": {"class_name": "DTypePolicy", "config": {"name": "mixed_float16"}}}`
 *
 * After: `{"dtype": "float32"}`, with a warning how far the predictions can then be from those of Keras.
 */
export const precision: IRepair = {
  id: 'precision',
  mend(layer, bench) {
    if (layer.isOperation) {
      return;
    }
    for (const each of allWrapped(layer)) {
      const name = policyOf(each);
      const rounding = Object.prototype.hasOwnProperty.call(ROUNDING, name)
        ? ROUNDING[name]
        : undefined;
      if (rounding !== undefined && each.className !== 'InputLayer') {
        bench.warn(
          layer,
          bench.trans.__(
            'Keras computes "%1" in %2, TensorFlow.js in float32: predictions differ by about %3 of their size.',
            layer.name,
            name,
            rounding
          )
        );
      }
      simplify(each, name, bench);
    }
  }
};

function policyOf(layer: ILayer): string {
  const dtype = own(layer.config, 'dtype');
  const config = isObject(dtype) ? (objectAt(dtype, 'config') ?? {}) : {};
  return typeof dtype === 'string'
    ? dtype
    : (stringAt(config, 'name') ?? 'float32');
}

/** A quantized policy is left for the refusal. */
function simplify(layer: ILayer, name: string, bench: IBench): void {
  if (layer.className === 'InputLayer') {
    simplifyInput(layer, name, bench);
  } else if (
    name in ROUNDING ||
    (isObject(own(layer.config, 'dtype')) && !/_from_/.test(name))
  ) {
    layer.config.dtype = 'float32';
  }
}

/** TensorFlow.js refuses to be fed an input of a type that it does not have. */
function simplifyInput(layer: ILayer, name: string, bench: IBench): void {
  const isKept = ['float32', 'int32', 'bool', 'string'].includes(name);
  const type = /^u?int(8|16|32|64)$/.test(name) ? 'int32' : 'float32';
  if (!isKept) {
    bench.mended(
      layer,
      bench.trans.__(
        'An input of type %1 is one of type %2 in TensorFlow.js.',
        name,
        type
      )
    );
  }
  layer.config.dtype = isKept ? name : type;
}
