import type { IRepair } from '../bench';
import type { ILayer } from '../graph';
import { allWrapped } from '../graph';
import type { IJsonObject, Json } from '../json';
import { isObject, numberAt, objectAt, own, stringAt } from '../json';

const INITIALIZERS =
  /^(Zeros|Ones|Constant|RandomUniform|RandomNormal|TruncatedNormal|Identity|VarianceScaling|GlorotUniform|GlorotNormal|HeNormal|HeUniform|LeCunNormal|LeCunUniform|Orthogonal)$/;

const CONSTRAINTS = /^(MaxNorm|UnitNorm|NonNeg|MinMaxNorm)$/;

/**
 * Initializers, regularizers and constraints under names that TensorFlow.js does not know. They matter in training only,
 * but it refuses to load a model for them.
 *
 * Before: `{"kernel_initializer": {"class_name": "OrthogonalInitializer"}, "kernel_regularizer": {"class_name": "L2", "config": {"l2": 0.01}}}`
 *
 * After: `{"kernel_initializer": {"class_name": "Zeros"}, "kernel_regularizer": {"class_name": "L1L2", "config": {"l1": 0, "l2": 0.01}}}`
 */
export const trainingOnly: IRepair = {
  id: 'training-only',
  mend(layer, bench) {
    const changed = allWrapped(layer).flatMap(mendConfig);
    if (changed.length > 0) {
      bench.mended(
        layer,
        bench.trans.__(
          'What matters in training only is written as TensorFlow.js reads it: %1.',
          [...new Set(changed)].join(', ')
        )
      );
    }
  }
};

/** Mends the config in place and returns the keys that it changed. */
function mendConfig(layer: ILayer): string[] {
  const config = layer.config;
  const changed = Object.keys(config).filter(key => {
    const value = config[key];
    const mended = mendedValue(key, value);
    if (mended === value) {
      return false;
    }
    config[key] = mended;
    return true;
  });
  return [...changed, ...dropSeparableKeys(layer)];
}

function mendedValue(key: string, value: Json): Json {
  if (value === null) {
    return null;
  }
  if (key === 'activity_regularizer') {
    return null;
  }
  if (key.endsWith('_initializer')) {
    return INITIALIZERS.test(classOf(value))
      ? value
      : { class_name: 'Zeros', config: {} };
  }
  if (key.endsWith('_regularizer')) {
    return classOf(value) === 'L1L2' ? value : asL1L2(value);
  }
  if (key.endsWith('_constraint')) {
    return CONSTRAINTS.test(classOf(value)) ? value : null;
  }
  return value;
}

function classOf(value: Json): string {
  return isObject(value) ? (stringAt(value, 'class_name') ?? '') : '';
}

function asL1L2(value: Json): IJsonObject | null {
  const name = classOf(value);
  if (name !== 'L1' && name !== 'L2') {
    return null;
  }
  const config = isObject(value) ? (objectAt(value, 'config') ?? {}) : {};
  return {
    class_name: 'L1L2',
    config: { l1: numberAt(config, 'l1', 0), l2: numberAt(config, 'l2', 0) }
  };
}

/** SeparableConv2D has its own for each of its two kernels; TensorFlow.js throws when the common ones are there too. */
function dropSeparableKeys(layer: ILayer): string[] {
  if (layer.className !== 'SeparableConv2D') {
    return [];
  }
  const keys = [
    'kernel_initializer',
    'kernel_regularizer',
    'kernel_constraint'
  ].filter(key => own(layer.config, key) !== undefined);
  keys.forEach(key => delete layer.config[key]);
  return keys;
}
