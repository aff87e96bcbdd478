import { findTensorFlow } from './find-tensorflow';
import type { IEnvironment } from './model';

/** Whether a kernel has TensorFlow or Keras at all. */
export function concernsKeras(environment: IEnvironment): boolean {
  const { distributions } = environment;
  return (
    findTensorFlow(environment) !== null ||
    distributions.has('keras') ||
    distributions.has('tf-keras')
  );
}
