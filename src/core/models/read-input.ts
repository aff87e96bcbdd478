import type { ILayer, ITensor } from './graph';
import { callLayer, newLayer } from './graph';
import type { IJsonObject } from './json';
import { own } from './json';
import { isShape } from './read-calls';

/** Gives an InputLayer its one call, without inputs. */
export function addInputCall(layer: ILayer): ITensor {
  const tensor = callLayer(layer, []);
  const shape =
    own(layer.config, 'batch_shape') ?? own(layer.config, 'batch_input_shape');
  layer.shapes[0] = [isShape(shape) ? shape : undefined];
  return tensor;
}

/** The InputLayer that a Sequential does without: its shape is then in its first layer or in its own config. */
export function inputFor(
  first: ILayer | undefined,
  model: string,
  config: IJsonObject
): ILayer {
  const firstConfig = first?.config ?? {};
  const places = [
    own(firstConfig, 'batch_input_shape'),
    own(config, 'build_input_shape'),
    first?.buildShape
  ];
  return newLayer('InputLayer', `${model}_input`, {
    batch_input_shape: places.find(shape => shape !== undefined) ?? null,
    dtype: own(firstConfig, 'dtype') ?? 'float32'
  });
}
