import type { IBench, IRepair } from '../bench';
import type { IGraph, ILayer, Shape } from '../graph';
import { callLayer, newLayer } from '../graph';

/**
 * The layer inside a TimeDistributed needs repairs too, and some put several layers in its place. So it becomes a model
 * of one layer, which is repaired like any other model; where it is still one layer after that, it is taken out again.
 *
 * Before: `{"class_name": "TimeDistributed", "config": {"layer": {"class_name": "Dense", "config": {"activation": "hard_silu"}}}}`
 *
 * After: a TimeDistributed of a model of Dense, Rescaling, Activation and Multiply.
 */
export const timeDistributed: IRepair = {
  id: 'time-distributed',
  mend(layer, bench) {
    const [inner] = layer.wrapped;
    if (layer.className !== 'TimeDistributed' || !inner) {
      return;
    }
    const shape = bench.inputShape(layer);
    if (inner.graph) {
      refuseMasked(layer, bench);
      bench.mendModel(inner.graph);
      return;
    }
    if (!shape) {
      return bench.refuse(
        layer,
        bench.trans.__(
          'The shape of the input of "%1" is not known.',
          layer.name
        )
      );
    }
    const graph = modelOf(inner, [shape[0], ...shape.slice(2)]);
    bench.mendModel(graph);
    const [, only, ...more] = graph.layers;
    if (only && more.length === 0 && only.calls.length === 1) {
      layer.wrapped = [only];
      return;
    }
    refuseMasked(layer, bench);
    const model = newLayer('Functional', bench.freeName(`${inner.name}_model`));
    model.graph = { ...graph, name: model.name };
    layer.wrapped = [model];
  }
};

/** TensorFlow.js would hand the mask of the whole sequence to the layers within. */
function refuseMasked(layer: ILayer, bench: IBench): void {
  if (bench.hasMasks) {
    return bench.refuse(
      layer,
      bench.trans.__(
        '"%1" wraps a model, and there are masks in the file.',
        layer.name
      )
    );
  }
}

function modelOf(inner: ILayer, shape: Shape): IGraph {
  const input = newLayer('InputLayer', `${inner.name}_input`, {
    batch_input_shape: shape,
    dtype: 'float32'
  });
  const begin = callLayer(input, []);
  input.shapes[0] = [shape];
  const end = callLayer(inner, [begin]);
  return {
    name: inner.name,
    className: 'Functional',
    layers: [input, inner],
    inputs: [begin],
    outputs: [end],
    isSequential: false,
    trainable: true
  };
}
