import type { INotebook } from './model';

/** Names without which nothing in a notebook can concern Keras, TensorFlow or what imports them. */
const words =
  /tensorflow|keras|transformers|\btf_|\btfa?\b|TF_USE_LEGACY|tfp|tensorflowjs|ydf|CUDA_VISIBLE/i;

/** A cheap look, before anything is parsed: whether a source can be of interest at all. */
export function mentionsKeras(source: string): boolean {
  return words.test(source);
}

/** The same for the code of a whole notebook. */
export function codeMentionsKeras({ cells }: INotebook): boolean {
  return cells.some(
    ({ type, source }) => type === 'code' && mentionsKeras(source)
  );
}
