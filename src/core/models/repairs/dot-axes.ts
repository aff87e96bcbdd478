import type { IRepair } from '../bench';
import { numbersAt } from '../json';

/**
 * TensorFlow.js takes a negative axis in a list of axes of Dot for a position.
 *
 * Before: `{"class_name": "Dot", "config": {"axes": [-1, 1]}}` on tensors of rank 3
 *
 * After: `{"class_name": "Dot", "config": {"axes": [2, 1]}}`
 */
export const dotAxes: IRepair = {
  id: 'dot-axes',
  mend(layer, bench) {
    const axes = numbersAt(layer.config, 'axes', 2);
    if (
      layer.className !== 'Dot' ||
      !Array.isArray(layer.config.axes) ||
      !axes?.some(axis => axis < 0)
    ) {
      return;
    }
    const shapes = bench.inputShapes(layer.calls[0]);
    if (shapes.some(shape => shape === undefined)) {
      return bench.refuse(
        layer,
        bench.trans.__(
          'The ranks of the inputs of "%1" are not known.',
          layer.name
        )
      );
    }
    layer.config.axes = axes.map((axis, at) =>
      axis < 0 ? axis + (shapes[at]?.length ?? 0) : axis
    );
    bench.mended(
      layer,
      bench.trans.__('The axes of Dot are counted from the front.')
    );
  }
};
