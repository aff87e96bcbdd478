import type { IBench, IRepair } from '../bench';
import type { ICall, ILayer } from '../graph';
import { allLayers, allWrapped } from '../graph';
import { isNumbers, numberAt, objectAt, own, stringAt } from '../json';
import { constantKeyword, hasNoMask } from '../read-calls';

/** What `tf.loadLayersModel` of TensorFlow.js 4.22 loads, computed as Keras computes it once the other repairs are done. */
const LOADED =
  /^(InputLayer|Activation|Add|AlphaDropout|Average|AveragePooling[123]D|BatchNormalization|Bidirectional|Concatenate|Conv[123]D|Conv[23]DTranspose|ConvLSTM2D|Cropping2D|Dense|DepthwiseConv2D|Dot|Dropout|ELU|Embedding|Flatten|GRU|GaussianDropout|GaussianNoise|GlobalAveragePooling[12]D|GlobalMaxPooling[12]D|LSTM|LayerNormalization|LeakyReLU|Masking|MaxPooling[123]D|Maximum|Minimum|Multiply|PReLU|Permute|ReLU|RepeatVector|Rescaling|Reshape|SeparableConv2D|SimpleRNN|Softmax|SpatialDropout1D|ThresholdedReLU|TimeDistributed|UpSampling2D|ZeroPadding2D|Functional|Model|Sequential)$/;

/** Layers that take part in training mode when they are called so. */
const TRAINS = /Dropout|Noise|BatchNormalization/;

/**
 * The last to look at a layer: what is left that TensorFlow.js cannot load or would compute otherwise is refused.
 *
 * A layer whose class it does not know (`Lambda`, whose code is never looked at; `TextVectorization`; a class of the
 * user's own), one that was called in training mode, an option that it ignores.
 */
export const unsupported: IRepair = {
  id: 'unsupported',
  mend(layer, bench) {
    for (const each of allWrapped(layer)) {
      refuseUnknown(each, layer, bench);
      refuseOptions(each, bench);
    }
    layer.calls.forEach(call => refuseCall(layer, call, bench));
  }
};

function refuseUnknown(each: ILayer, layer: ILayer, bench: IBench): void {
  if (each.isOperation) {
    const name = stringAt(each.config, 'function') ?? each.className;
    return bench.refuse(
      layer,
      bench.trans.__(
        'TensorFlow.js has no layer for the operation %1 ("%2").',
        name,
        layer.name
      )
    );
  }
  if (!LOADED.test(each.className)) {
    return bench.refuse(
      layer,
      bench.trans.__(
        'TensorFlow.js has no layer %1 ("%2"), and it cannot be rebuilt from others.',
        each.className,
        layer.name
      )
    );
  }
}

function refuseOptions(layer: ILayer, bench: IBench): void {
  const config = layer.config;
  const isSet = (key: string): boolean =>
    (own(config, key) ?? null) !== null && own(config, key) !== false;
  const ignored = [
    'rms_scaling',
    'lora_rank',
    'output_padding',
    'time_major'
  ].find(isSet);
  if (ignored !== undefined) {
    return bench.refuse(
      layer,
      bench.trans.__(
        'TensorFlow.js ignores the option %1 of "%2".',
        ignored,
        layer.name
      )
    );
  }
  const dilation = own(config, 'dilation_rate');
  const isDilated = isNumbers(dilation) && dilation.some(rate => rate !== 1);
  if (layer.className.endsWith('Transpose') && isDilated) {
    return bench.refuse(
      layer,
      bench.trans.__(
        'TensorFlow.js ignores the option %1 of "%2".',
        'dilation_rate',
        layer.name
      )
    );
  }
  const policy = objectAt(config, 'dtype');
  if (policy && /Quantized/.test(stringAt(policy, 'class_name') ?? '')) {
    return bench.refuse(
      layer,
      bench.trans.__(
        '"%1" is quantized by Keras, which TensorFlow.js cannot read.',
        layer.name
      )
    );
  }
}

export function refuseCall(layer: ILayer, call: ICall, bench: IBench): void {
  if (constantKeyword(call, 'training') === true && trains(layer)) {
    return bench.refuse(
      layer,
      bench.trans.__(
        '"%1" is called with training=True; TensorFlow.js always predicts as with training=False.',
        layer.name
      )
    );
  }
  if (!hasNoMask(call) && !layer.graph) {
    return bench.refuse(
      layer,
      bench.trans.__(
        '"%1" is given a mask of its own, which TensorFlow.js cannot pass on.',
        layer.name
      )
    );
  }
}

/** Whether the layer, or one within it, does something else in training. */
function trains(layer: ILayer): boolean {
  const inner = [
    ...(layer.graph ? allLayers(layer.graph) : []),
    ...layer.wrapped,
    layer
  ];
  return inner.some(
    each =>
      TRAINS.test(each.className) ||
      numberAt(each.config, 'dropout', 0) > 0 ||
      numberAt(each.config, 'recurrent_dropout', 0) > 0
  );
}
