import type { IRepair } from '../bench';
import { activations } from './activations';
import { attention } from './attention';
import { einsumDense } from './einsum-dense';
import { groupNormalization } from './group-normalization';
import { lengthNormalization } from './length-normalization';
import { maskedPooling } from './masked-pooling';
import { multiHeadAttention } from './multi-head-attention';
import { eluAlpha } from './elu-alpha';
import { groupedConvolution } from './grouped-convolution';
import { gruResetAfter } from './gru-reset-after';
import { imageResizing } from './image-resizing';
import { inactiveLayers } from './inactive-layers';
import { leakyReluSlope } from './leaky-relu-slope';
import { normalization } from './normalization';
import { arithmetic } from './operations/arithmetic';
import { functions, geluApproximation } from './operations/functions';
import { joining } from './operations/joining';
import { rearranging } from './operations/rearranging';
import { reductions } from './operations/reductions';
import { slicing } from './operations/slicing';
import { poolingKeepdims } from './pooling-keepdims';
import { precision } from './precision';
import { recurrentActivations } from './recurrent-activations';
import { reluOptions } from './relu-options';
import { sequenceAsImage } from './sequence-as-image';
import { softmaxAxis } from './softmax-axis';
import { subtraction } from './subtraction';
import { trainingOnly } from './training-only';
import { unsupported } from './unsupported';
import { volumeAsImages } from './volume-as-images';

/** Every repair of a layer, in the order in which they look at it. */
export const repairs: readonly IRepair[] = [
  precision,
  arithmetic,
  functions,
  geluApproximation,
  reductions,
  rearranging,
  slicing,
  joining,
  activations,
  recurrentActivations,
  inactiveLayers,
  leakyReluSlope,
  reluOptions,
  eluAlpha,
  softmaxAxis,
  normalization,
  subtraction,
  maskedPooling,
  poolingKeepdims,
  sequenceAsImage,
  volumeAsImages,
  imageResizing,
  groupedConvolution,
  gruResetAfter,
  attention,
  multiHeadAttention,
  einsumDense,
  groupNormalization,
  lengthNormalization,
  trainingOnly,
  unsupported
];
