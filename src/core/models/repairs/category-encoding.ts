import type { IBench, IRepair } from '../bench';
import type { ILayer } from '../graph';
import { numberAt, stringAt } from '../json';
import { constantWeight } from '../weights';
import { affine, reshape } from './building-blocks';

/** Versions in which `one_hot` keeps an axis of one that the model's config denies; the next layer then has it too. */
const OTHER_SHAPE = /^keras 3\.[0-9]\./;

/**
 * CategoryEncoding of TensorFlow.js yields other shapes than that of Keras. An Embedding whose table is the identity
 * matrix encodes each id.
 *
 * Before: `{"class_name": "CategoryEncoding", "config": {"num_tokens": 6, "output_mode": "multi_hot"}}`
 *
 * After: Embedding, GlobalMaxPooling1D; for `count` the mean times the number of ids.
 */
export const categoryEncoding: IRepair = {
  id: 'category-encoding',
  mend(layer, bench) {
    if (layer.className !== 'CategoryEncoding') {
      return;
    }
    const size = numberAt(layer.config, 'num_tokens', 0);
    const mode = stringAt(layer.config, 'output_mode') ?? 'multi_hot';
    const count = countOf(layer, bench);
    if (count === undefined || (mode === 'one_hot' && !isOneId(count, bench))) {
      return bench.refuse(
        layer,
        bench.trans.__(
          'The categories that "%1" gets are not of a known number.',
          layer.name
        )
      );
    }
    const identity = new Float32Array(size * size);
    for (let id = 0; id < size; id++) {
      identity[id * size + id] = 1;
    }
    bench.mended(
      layer,
      bench.trans.__(
        'The categories are encoded by an Embedding of the identity matrix.'
      )
    );
    bench.replace(layer, ([x], call, make) => {
      const config = { input_dim: size, output_dim: size, mask_zero: false };
      const weights = { embeddings: constantWeight([size, size], identity) };
      const each = make('each', 'Embedding', config, { weights })(x);
      if (mode === 'one_hot') {
        return [reshape(make, 'encoded', [size])(each)];
      }
      return mode === 'count'
        ? [
            affine(
              make,
              'count',
              count
            )(make('mean', 'GlobalAveragePooling1D')(each))
          ]
        : [make('any', 'GlobalMaxPooling1D')(each)];
    });
  }
};

/** How many ids each sample has; undefined when that is not known, or a second input weighs them. */
function countOf(layer: ILayer, bench: IBench): number | undefined {
  const [, count, ...more] = bench.inputShape(layer) ?? [];
  const isWeighted = layer.calls.some(call => call.inputs.length > 1);
  return typeof count === 'number' && more.length === 0 && !isWeighted
    ? count
    : undefined;
}

function isOneId(count: number, bench: IBench): boolean {
  return count === 1 && !OTHER_SHAPE.test(bench.writer);
}
