/** Which part of an axis is resized to which size. */
export interface IResize {
  /** Size of the axis before. */
  input: number;
  /** Size of the axis after. */
  output: number;
  /** The part that is resized, when not all of it. */
  begin?: number;
  count?: number;
}

/** The interpolations that TensorFlow computes exactly as a weighted sum of at most two points. */
export type Interpolation = 'bilinear' | 'nearest';

/**
 * The matrix `[input, output]` by which an axis is resized, as `tf.image.resize` of TensorFlow 2 does: pixels have their
 * centre at one half, and beyond the edge the edge is repeated.
 */
export function resizeMatrix(
  resize: IResize,
  interpolation: Interpolation
): Float32Array {
  const { input, output, begin = 0, count = input } = resize;
  const matrix = new Float32Array(input * output);
  const scale = count / output;
  const add = (from: number, to: number, weight: number): void => {
    const within = Math.min(Math.max(from, 0), count - 1);
    matrix[(begin + within) * output + to] += weight;
  };
  for (let to = 0; to < output; to++) {
    const centre = (to + 0.5) * scale;
    if (interpolation === 'nearest') {
      add(Math.floor(centre), to, 1);
    } else {
      const low = Math.floor(centre - 0.5);
      const share = centre - 0.5 - low;
      add(low, to, 1 - share);
      add(low + 1, to, share);
    }
  }
  return matrix;
}

/** The matrix that averages `output` stretches of an axis, as AdaptiveAveragePooling does. */
export function adaptiveMeanMatrix(
  input: number,
  output: number
): Float32Array {
  const matrix = new Float32Array(input * output);
  for (let to = 0; to < output; to++) {
    const begin = Math.floor((to * input) / output);
    const end = Math.ceil(((to + 1) * input) / output);
    for (let from = begin; from < end; from++) {
      matrix[from * output + to] = 1 / (end - begin);
    }
  }
  return matrix;
}
