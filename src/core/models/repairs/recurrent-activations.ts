import type { IBench, IRepair } from '../bench';
import type { ILayer } from '../graph';
import { own } from '../json';
import { isRecurrent } from '../variables';
import type { IWeight } from '../weights';
import { mappedWeight } from '../weights';
import { activationName } from './activations';
import { nativeActivation } from './elementwise';

/** Which of the blocks of columns of a kernel go through the recurrent activation, and which through the activation. */
const GATES: Record<
  string,
  { all: number; recurrent: number[]; activation: number[] | null }
> = {
  SimpleRNN: { all: 1, recurrent: [], activation: [0] },
  GRU: { all: 3, recurrent: [0, 1], activation: [2] },
  // The activation of an LSTM is applied to the state too, which no weight can scale.
  LSTM: { all: 4, recurrent: [0, 1, 3], activation: null },
  ConvLSTM2D: { all: 4, recurrent: [0, 1, 3], activation: null }
};

/**
 * Activations inside recurrent layers, where no layer can be put.
 *
 * Before: `{"class_name": "LSTM", "config": {"recurrent_activation": "hard_sigmoid"}}` by Keras 3
 *
 * After: the same, which in TensorFlow.js is another function (0.046 off at most), with the weights of the gates times
 * 5/6, which makes it the same.
 */
export const recurrentActivations: IRepair = {
  id: 'recurrent-activations',
  mend(layer, bench) {
    const parts = layer.className === 'Bidirectional' ? layer.wrapped : [layer];
    for (const part of parts.filter(isRecurrent)) {
      mendActivation(part, 'recurrent_activation', layer, bench);
      mendActivation(part, 'activation', layer, bench);
    }
  }
};

type Key = 'activation' | 'recurrent_activation';

function mendActivation(
  part: ILayer,
  key: Key,
  layer: ILayer,
  bench: IBench
): void {
  const given = own(part.config, key);
  if (given === undefined) {
    return;
  }
  const name = given === null ? 'linear' : activationName(given);
  const native =
    name === undefined ? undefined : nativeActivation(name, bench.isKeras3);
  if (native === undefined) {
    scaleGates(part, key, layer, { name: name ?? '?', bench });
  } else if (native !== given) {
    part.config[key] = native;
    bench.mended(
      layer,
      bench.trans.__(
        'The activation %1 is called %2 in TensorFlow.js.',
        String(name),
        native
      )
    );
  }
}

function scaleGates(
  part: ILayer,
  key: Key,
  layer: ILayer,
  { name, bench }: { name: string; bench: IBench }
): void {
  const gates = GATES[part.className];
  const blocks = key === 'activation' ? gates?.activation : gates?.recurrent;
  const isGru =
    part.className === 'GRU' && own(part.config, 'reset_after') === true;
  if (name !== 'hard_sigmoid' || !blocks || isGru) {
    return bench.refuse(
      layer,
      bench.trans.__(
        'TensorFlow.js has no activation "%1" for the inside of a recurrent layer (layer "%2").',
        name,
        layer.name
      )
    );
  }
  for (const [variable, weight] of part.weights) {
    part.weights.set(variable, scaleBlocks(weight, gates.all, blocks));
  }
  bench.mended(
    layer,
    bench.trans.__(
      'The weights of the gates are scaled to make up for another hard_sigmoid.'
    )
  );
}

function scaleBlocks(weight: IWeight, all: number, blocks: number[]): IWeight {
  const columns = weight.shape[weight.shape.length - 1];
  return mappedWeight(weight, (value, at) =>
    blocks.includes(Math.floor(((at % columns) * all) / columns))
      ? (value * 5) / 6
      : value
  );
}
