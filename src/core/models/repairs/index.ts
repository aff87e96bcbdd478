import type { IRepair } from '../bench';
import { activations } from './activations';
import { attention } from './attention';
import { backendDefects } from './backend-defects';
import { batchNormalizationAxis } from './batch-normalization-axis';
import { bidirectionalSides } from './bidirectional-sides';
import { categoryEncoding } from './category-encoding';
import { causalPadding } from './causal-padding';
import { dotAxes } from './dot-axes';
import { einsumDense } from './einsum-dense';
import { flatInput } from './flat-input';
import { groupNormalization } from './group-normalization';
import { lengthNormalization } from './length-normalization';
import { maskedPooling } from './masked-pooling';
import { maskedZeros } from './masked-zeros';
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
import { padding } from './operations/padding';
import { powers } from './operations/powers';
import { rearranging } from './operations/rearranging';
import { reductions } from './operations/reductions';
import { slicing } from './operations/slicing';
import { poolingKeepdims } from './pooling-keepdims';
import { precision } from './precision';
import { recurrentActivations } from './recurrent-activations';
import { recurrentCells } from './recurrent-cells';
import { reluOptions } from './relu-options';
import { sequenceAsImage } from './sequence-as-image';
import { softmaxAxis } from './softmax-axis';
import { subtraction } from './subtraction';
import { timeDistributed } from './time-distributed';
import { trainingOnly } from './training-only';
import { unsupported } from './unsupported';
import { volumeAsImages } from './volume-as-images';

/** Every repair of a layer, in the order in which they look at it. */
export const repairs: readonly IRepair[] = [
  precision,
  recurrentCells,
  bidirectionalSides,
  timeDistributed,
  arithmetic,
  powers,
  functions,
  geluApproximation,
  reductions,
  rearranging,
  slicing,
  joining,
  padding,
  activations,
  recurrentActivations,
  inactiveLayers,
  leakyReluSlope,
  reluOptions,
  eluAlpha,
  softmaxAxis,
  normalization,
  batchNormalizationAxis,
  subtraction,
  maskedPooling,
  poolingKeepdims,
  causalPadding,
  sequenceAsImage,
  volumeAsImages,
  imageResizing,
  groupedConvolution,
  gruResetAfter,
  maskedZeros,
  attention,
  multiHeadAttention,
  einsumDense,
  categoryEncoding,
  dotAxes,
  flatInput,
  groupNormalization,
  lengthNormalization,
  backendDefects,
  trainingOnly,
  unsupported
];
