import type { ILayer } from './graph';
import { own, stringAt } from './json';

/** Layers with a cell, in whose variables the `.keras` file goes one level deeper. */
const RECURRENT = [
  'LSTM',
  'GRU',
  'SimpleRNN',
  'ConvLSTM1D',
  'ConvLSTM2D',
  'ConvLSTM3D'
];

const KERNEL_AND_BIAS = [
  'Dense',
  'EinsumDense',
  'Conv1D',
  'Conv2D',
  'Conv3D',
  'Conv1DTranspose',
  'Conv2DTranspose',
  'Conv3DTranspose'
];

/** The dense layers inside MultiHeadAttention: their name in an `.h5` file, and the attribute that a `.keras` file names. */
const ATTENTION_PARTS: [string, string][] = [
  ['query', 'query_dense'],
  ['key', 'key_dense'],
  ['value', 'value_dense'],
  ['attention_output', 'output_dense']
];

/** Whether the layer is one of the recurrent layers that are one layer with one cell. */
export function isRecurrent(layer: ILayer): boolean {
  return RECURRENT.includes(layer.className);
}

/**
 * The variables of a layer as its config tells, in the order in which Keras creates them.
 *
 * Names are those of TensorFlow.js where it has the layer, for example `depthwise_kernel` where Keras 3 says `kernel`.
 * Variables that play no part in a prediction, such as the `count` of Normalization, are not among them.
 */
export function variablesOf(layer: ILayer): string[] {
  const bias = own(layer.config, 'use_bias') !== false ? ['bias'] : [];
  if (KERNEL_AND_BIAS.includes(layer.className)) {
    return ['kernel', ...(isEinsumWithoutBias(layer) ? [] : bias)];
  }
  if (
    isRecurrent(layer) ||
    /^(LSTM|GRU|SimpleRNN)Cell$/.test(layer.className)
  ) {
    return ['kernel', 'recurrent_kernel', ...bias];
  }
  return otherVariables(layer, bias);
}

function isEinsumWithoutBias(layer: ILayer): boolean {
  return (
    layer.className === 'EinsumDense' &&
    typeof own(layer.config, 'bias_axes') !== 'string'
  );
}

type VariablesOf = (layer: ILayer, bias: string[]) => string[];

const OTHER: Record<string, VariablesOf> = {
  DepthwiseConv1D: (layer, bias) => ['depthwise_kernel', ...bias],
  DepthwiseConv2D: (layer, bias) => ['depthwise_kernel', ...bias],
  SeparableConv1D: (layer, bias) => [
    'depthwise_kernel',
    'pointwise_kernel',
    ...bias
  ],
  SeparableConv2D: (layer, bias) => [
    'depthwise_kernel',
    'pointwise_kernel',
    ...bias
  ],
  BatchNormalization: layer => [
    ...scaleAndCenter(layer),
    'moving_mean',
    'moving_variance'
  ],
  LayerNormalization: scaleAndCenter,
  GroupNormalization: scaleAndCenter,
  RMSNormalization: () => ['scale'],
  Normalization: layer =>
    (own(layer.config, 'mean') ?? null) === null ? ['mean', 'variance'] : [],
  Embedding: () => ['embeddings'],
  PReLU: () => ['alpha'],
  Attention: attentionVariables,
  AdditiveAttention: attentionVariables,
  MultiHeadAttention: (layer, bias) =>
    ATTENTION_PARTS.flatMap(([part]) =>
      ['kernel', ...bias].map(name => `${part}/${name}`)
    )
};

function otherVariables(layer: ILayer, bias: string[]): string[] {
  const known = Object.prototype.hasOwnProperty.call(OTHER, layer.className);
  return known ? OTHER[layer.className](layer, bias) : [];
}

function scaleAndCenter(layer: ILayer): string[] {
  const scale = own(layer.config, 'scale') !== false;
  const center = own(layer.config, 'center') !== false;
  return [...(scale ? ['gamma'] : []), ...(center ? ['beta'] : [])];
}

function attentionVariables(layer: ILayer): string[] {
  const useScale =
    own(layer.config, 'use_scale') ?? layer.className === 'AdditiveAttention';
  const concat = stringAt(layer.config, 'score_mode') === 'concat';
  return [
    ...(useScale === true ? ['scale'] : []),
    ...(concat ? ['concat_score_weight'] : [])
  ];
}

/** The name in a `.keras` file of a variable, below the layer: `vars/0`, or `query_dense/vars/0`. */
export function checkpointPath(layer: ILayer, position: number): string {
  const variable = variablesOf(layer)[position];
  const part = ATTENTION_PARTS.find(([name]) =>
    variable.startsWith(`${name}/`)
  );
  if (part) {
    return `${part[1]}/vars/${variable.endsWith('/kernel') ? 0 : 1}`;
  }
  return `${isRecurrent(layer) ? 'cell/' : ''}vars/${position}`;
}

/**
 * Which variable the rest of an `.h5` weight's name means, after the layer's own name.
 *
 * `["lstm_cell", "kernel"]` is `kernel`; `["query", "kernel"]` is `query/kernel`.
 */
export function variableNamed(
  layer: ILayer,
  rest: string[]
): string | undefined {
  const variables = variablesOf(layer);
  const last = rest[rest.length - 1] ?? '';
  const lastTwo = rest.slice(-2).join('/');
  if (variables.includes(lastTwo)) {
    return lastTwo;
  }
  if (variables.includes(last)) {
    return last;
  }
  const isDepthwise =
    last === 'kernel' && /^DepthwiseConv/.test(layer.className);
  return isDepthwise && variables.includes('depthwise_kernel')
    ? 'depthwise_kernel'
    : undefined;
}
