import type { IBench, IRepair, Make, MadeLayer } from '../bench';
import type { ILayer } from '../graph';
import { own } from '../json';

/**
 * A recurrent layer made of cells is a layer of that cell, and one of several cells is several layers.
 *
 * Before: `{"class_name": "RNN", "config": {"cell": {"class_name": "LSTMCell", "config": {"units": 4}}}}`
 *
 * After: `{"class_name": "LSTM", "config": {"units": 4}}`
 */
export const recurrentCells: IRepair = {
  id: 'recurrent-cells',
  mend(layer, bench) {
    if (layer.className !== 'RNN' || layer.wrapped.length === 0) {
      return;
    }
    const isPlain = layer.wrapped.every(cell =>
      /^(LSTM|GRU|SimpleRNN)Cell$/.test(cell.className)
    );
    const isAlone = layer.calls.every(
      call => call.inputs.length === 1 && bench.mask(call, 0) === undefined
    );
    const hasState =
      own(layer.config, 'return_state') === true ||
      own(layer.config, 'stateful') === true;
    const isReversedStack =
      layer.wrapped.length > 1 && own(layer.config, 'go_backwards') === true;
    if (!isPlain || !isAlone || hasState || isReversedStack) {
      return bench.refuse(
        layer,
        bench.trans.__(
          '"%1" has a cell or states that cannot be rebuilt.',
          layer.name
        )
      );
    }
    bench.mended(
      layer,
      bench.trans.__(
        'A recurrent layer of cells is written as the layers they are.'
      )
    );
    replaceByLayers(layer, bench);
  }
};

function replaceByLayers(layer: ILayer, bench: IBench): void {
  const last = layer.wrapped.length - 1;
  bench.replace(layer, ([x], call, make) => [
    layer.wrapped.reduce(
      (input, cell, at) =>
        cellLayer(layer, cell, make, { at, isLast: at === last })(input),
      x
    )
  ]);
}

function cellLayer(
  layer: ILayer,
  cell: ILayer,
  make: Make,
  place: { at: number; isLast: boolean }
): MadeLayer {
  const config = {
    ...cell.config,
    return_sequences: place.isLast
      ? (own(layer.config, 'return_sequences') ?? false)
      : true,
    go_backwards: own(layer.config, 'go_backwards') ?? false,
    return_state: false
  };
  return make(`cell_${place.at}`, cell.className.replace(/Cell$/, ''), config, {
    asKeras: true,
    keepName: place.isLast,
    weights: Object.fromEntries(cell.weights)
  });
}
