import type { IBench, IRepair } from '../bench';
import type { ILayer } from '../graph';
import type { Json } from '../json';
import { isObject, objectAt, own, stringAt } from '../json';
import { isRecurrent } from '../variables';
import { builtActivation, nativeActivation } from './elementwise';

/**
 * Activations that TensorFlow.js calls something else, does not have, or computes differently.
 *
 * Before: `{"class_name": "Dense", "config": {"activation": "silu"}}`
 *
 * After: `{"class_name": "Dense", "config": {"activation": "swish"}}`
 *
 * One that it does not have becomes layers of its own after the layer: `hard_silu` is `x` times `hard_sigmoid`. The
 * `hard_sigmoid` of Keras 3 is another function than that of TensorFlow.js (0.046 off at most), which computes
 * that of Keras 2: it is given 5/6 of x.
 */
export const activations: IRepair = {
  id: 'activations',
  mend(layer, bench) {
    const given = own(layer.config, 'activation') ?? null;
    if (layer.isOperation || isRecurrent(layer) || given === null) {
      return;
    }
    const name = activationName(given);
    if (name !== undefined) {
      mendNamed(layer, given, name, bench);
    } else if (bench.isKeras3 || !isPlainObject(given)) {
      splitOffLayer(layer, given, bench);
    }
  }
};

function mendNamed(
  layer: ILayer,
  given: Json,
  name: string,
  bench: IBench
): void {
  const native = nativeActivation(name, bench.isKeras3);
  if (native === undefined) {
    splitOff(layer, name, bench);
  } else if (native !== given) {
    layer.config.activation = native;
    bench.mended(
      layer,
      bench.trans.__(
        'The activation %1 is called %2 in TensorFlow.js.',
        name,
        native
      )
    );
  }
}

/** The name of one of Keras's own activation functions, or undefined when it is a layer or the user's. */
export function activationName(given: Json): string | undefined {
  if (typeof given === 'string') {
    return given;
  }
  const isFunction =
    isObject(given) && stringAt(given, 'class_name') === 'function';
  const module = isFunction ? (stringAt(given, 'module') ?? '') : '';
  return isFunction && module.startsWith('keras')
    ? stringAt(given, 'config')
    : undefined;
}

/** Layers that TensorFlow.js takes as an activation, with the options that it knows; as Keras 2 writes them. */
function isPlainObject(given: Json): boolean {
  const config = isObject(given) ? objectAt(given, 'config') : undefined;
  const isSet = (key: string): boolean => (own(config ?? {}, key) ?? 0) !== 0;
  return (
    isObject(given) &&
    /^(LeakyReLU|ReLU)$/.test(stringAt(given, 'class_name') ?? '') &&
    !isSet('negative_slope') &&
    !isSet('threshold')
  );
}

function splitOff(layer: ILayer, name: string, bench: IBench): void {
  const build = builtActivation(name);
  if (!build) {
    return bench.refuse(
      layer,
      bench.trans.__(
        'TensorFlow.js has no activation "%1" and nothing to build it from (layer "%2").',
        name,
        layer.name
      )
    );
  }
  bench.mended(
    layer,
    bench.trans.__(
      'The activation %1 is built from what TensorFlow.js has.',
      name
    )
  );
  bench.replace(layer, (inputs, call, make) => {
    if (layer.className === 'Activation') {
      return [build(inputs[0], make)];
    }
    return [build(withoutActivation(layer, make)(...inputs), make)];
  });
}

type MakeOf = Parameters<Parameters<IBench['replace']>[1]>[2];

/** The same layer with a linear activation; the other repairs still look at it. */
function withoutActivation(layer: ILayer, make: MakeOf): ReturnType<MakeOf> {
  return make(
    'linear',
    layer.className,
    { ...layer.config, activation: 'linear' },
    {
      keepName: true,
      asKeras: true,
      weights: Object.fromEntries(layer.weights)
    }
  );
}

/** `Dense(4, activation=LeakyReLU(0.1))`: the activation is a layer, and becomes one. */
function splitOffLayer(layer: ILayer, given: Json, bench: IBench): void {
  const className = isObject(given) ? stringAt(given, 'class_name') : undefined;
  const config = isObject(given) ? objectAt(given, 'config') : undefined;
  if (
    className === undefined ||
    config === undefined ||
    className === 'function'
  ) {
    return bench.refuse(
      layer,
      bench.trans.__(
        'The activation of the layer "%1" is a function of your own, which is not in the file.',
        layer.name
      )
    );
  }
  bench.mended(
    layer,
    bench.trans.__('The activation %1 is a layer of its own.', className)
  );
  bench.replace(layer, (inputs, call, make) => {
    const after = make('activation', className, config, { asKeras: true });
    const x =
      layer.className === 'Activation'
        ? inputs[0]
        : withoutActivation(layer, make)(...inputs);
    return [after(x)];
  });
}
