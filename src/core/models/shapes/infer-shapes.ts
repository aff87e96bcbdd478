import type { ILayer, Shape } from '../graph';
import { numberAt, numbersAt, own, stringAt } from '../json';
import { isShape } from '../read-calls';
import {
  convolutionShape,
  croppingShape,
  poolingShape,
  resizedShape
} from './spatial-shapes';

/** The shapes of the inputs of one call; undefined where one is not known. */
export type InputShapes = (Shape | undefined)[];

type Rule = (layer: ILayer, inputs: Shape[]) => Shape | Shape[] | undefined;

const SAME: Rule = (layer, [input]) => input;

const RULES: Record<string, Rule> = {
  Dense: (layer, [input]) => [
    ...input.slice(0, -1),
    numberAt(layer.config, 'units', 0)
  ],
  Embedding: (layer, [input]) => [
    ...input,
    numberAt(layer.config, 'output_dim', 0)
  ],
  Flatten: (layer, [input]) => [input[0], product(input.slice(1))],
  Reshape: (layer, [input]) => reshapedShape(layer, input),
  Permute: (layer, [input]) => [
    input[0],
    ...(numbersAt(layer.config, 'dims') ?? []).map(axis => input[axis])
  ],
  RepeatVector: (layer, [input]) => [
    input[0],
    numberAt(layer.config, 'n', 1),
    input[1]
  ],
  Concatenate: concatenatedShape,
  Dot: dotShape,
  LSTM: recurrentShapes,
  GRU: recurrentShapes,
  SimpleRNN: recurrentShapes,
  Bidirectional: bidirectionalShapes,
  TimeDistributed: timeDistributedShape,
  Attention: (layer, [query, value]) =>
    value && [...query.slice(0, -1), value[value.length - 1]],
  AdditiveAttention: (layer, [query, value]) =>
    value && [...query.slice(0, -1), value[value.length - 1]],
  MultiHeadAttention: (layer, [query]) =>
    own(layer.config, 'output_shape') === null ? query : undefined
};

const ELEMENTWISE = [
  'Add',
  'Subtract',
  'Multiply',
  'Average',
  'Maximum',
  'Minimum'
];

/** Layers that give back the shape they are given. */
const SAME_SHAPE =
  /^(Activation|ActivityRegularization|Identity|.*Dropout(1D|2D|3D)?|.*Normalization|GaussianNoise|.*ReLU|ELU|Softmax|Masking|Rescaling|Random(Flip|Rotation|Zoom|Translation|Contrast|Brightness|Shear|Hue|Saturation|Sharpness|Grayscale|Invert|Erasing|GaussianBlur|Perspective|Posterization|ColorJitter|ColorDegeneration|ElasticTransform))$/;

/**
 * The shapes of a call's outputs as Keras computes them, from the config of the layer and the shapes of its inputs.
 *
 * @returns One shape for each output, `[undefined]` when a size of the inputs or the class is not known.
 */
export function inferShapes(
  layer: ILayer,
  inputs: InputShapes
): (Shape | undefined)[] {
  if (
    layer.isOperation ||
    inputs.length === 0 ||
    inputs.some(shape => shape === undefined)
  ) {
    return [undefined];
  }
  const shapes = inputs as Shape[];
  const result = ruleFor(layer.className)?.(layer, shapes);
  if (result === undefined) {
    return [undefined];
  }
  return isShape(result) ? [result] : result;
}

function ruleFor(className: string): Rule | undefined {
  if (ELEMENTWISE.includes(className)) {
    return (layer, inputs) => inputs.reduce(broadcastShape);
  }
  if (SAME_SHAPE.test(className)) {
    return SAME;
  }
  if (/Pool(ing)?[123]D$/.test(className)) {
    return poolingShape;
  }
  if (/Conv[123]D(Transpose)?$/.test(className)) {
    return convolutionShape;
  }
  if (/^(Cropping|ZeroPadding|UpSampling)[123]D$/.test(className)) {
    return croppingShape;
  }
  if (className === 'Resizing' || className === 'CenterCrop') {
    return resizedShape;
  }
  return Object.prototype.hasOwnProperty.call(RULES, className)
    ? RULES[className]
    : undefined;
}

/** The product of the sizes, null when one is not known. */
export function product(sizes: Shape): number | null {
  return sizes.reduce(
    (all, size) => (all === null || size === null ? null : all * size),
    1 as number | null
  );
}

function reshapedShape(layer: ILayer, input: Shape): Shape {
  const target: Shape = (numbersAt(layer.config, 'target_shape') ?? []).map(
    size => (size < 0 ? null : size)
  );
  const whole = product(input.slice(1));
  const known = product(target.map(size => size ?? 1));
  return [
    input[0],
    ...target.map(
      size => size ?? (whole !== null && known ? whole / known : null)
    )
  ];
}

/** NumPy's broadcasting of two shapes. */
export function broadcastShape(one: Shape, other: Shape): Shape {
  const [long, short] =
    one.length >= other.length ? [one, other] : [other, one];
  const lead = long.length - short.length;
  return long.map((size, at) => {
    const against = at < lead ? 1 : short[at - lead];
    return size === 1
      ? against
      : against === 1 || against === null
        ? size
        : against;
  });
}

function concatenatedShape(layer: ILayer, inputs: Shape[]): Shape {
  const given = numberAt(layer.config, 'axis', -1);
  const axis = given < 0 ? inputs[0].length + given : given;
  const sizes = inputs.map(shape => shape[axis]);
  const total = sizes.reduce(
    (sum, size) => (sum === null || size === null ? null : sum + size),
    0 as number | null
  );
  return inputs[0].map((size, at) => (at === axis ? total : size));
}

function dotShape(layer: ILayer, [one, other]: Shape[]): Shape | undefined {
  const axes = numbersAt(layer.config, 'axes', 2);
  if (!axes || !other) {
    return undefined;
  }
  const [first, second] = [axes[0], axes[1]].map((axis, at) =>
    axis < 0 ? axis + [one, other][at].length : axis
  );
  const rest = [
    ...one.filter((size, at) => at !== first),
    ...other.filter((size, at) => at !== second && at !== 0)
  ];
  return rest.length === 1 ? [...rest, 1] : rest;
}

function recurrentShapes(layer: ILayer, [input]: Shape[]): Shape | Shape[] {
  const units = numberAt(layer.config, 'units', 0);
  const output: Shape =
    own(layer.config, 'return_sequences') === true
      ? [input[0], input[1], units]
      : [input[0], units];
  if (own(layer.config, 'return_state') !== true) {
    return output;
  }
  const states = layer.className === 'LSTM' ? 2 : 1;
  return [output, ...new Array<Shape>(states).fill([input[0], units])];
}

function bidirectionalShapes(
  layer: ILayer,
  inputs: Shape[]
): Shape | Shape[] | undefined {
  const [forward, backward] = layer.wrapped.map(inner =>
    inferShapes(inner, [inputs[0]])
  );
  const output = forward?.[0];
  if (!output || !backward) {
    return undefined;
  }
  const mode = own(layer.config, 'merge_mode');
  const states = [...forward.slice(1), ...backward.slice(1)] as Shape[];
  if (mode === null) {
    return [output, backward[0] as Shape, ...states];
  }
  const last = output[output.length - 1];
  const merged =
    mode === 'concat'
      ? [...output.slice(0, -1), last === null ? null : 2 * last]
      : output;
  return states.length > 0 ? [merged, ...states] : merged;
}

function timeDistributedShape(
  layer: ILayer,
  [input]: Shape[]
): Shape | undefined {
  const [inner] = layer.wrapped;
  const each: Shape = [input[0], ...input.slice(2)];
  const output = inner.graph
    ? inner.graph.outputs[0].layer.shapes[inner.graph.outputs[0].call]?.[0]
    : inferShapes(inner, [each])[0];
  return output && [output[0], input[1], ...output.slice(1)];
}

/** Whether the layer keeps its channels in the axis after the batch. */
export function isChannelsFirst(layer: ILayer): boolean {
  return stringAt(layer.config, 'data_format') === 'channels_first';
}
