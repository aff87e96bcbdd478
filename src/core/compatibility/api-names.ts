/** The public names of the Keras modules. */
import { hasName, parseApiName } from './api-table';

/**
 * Whether `from module import *` can bind that name, on any side. `module` is the dotted path as imported, for example
 * `tensorflow.keras.layers`; false for modules that are not Keras.
 */
export function knows(module: string, name: string): boolean {
  const parsed = parseApiName(
    module.replace(/^tf_keras(?=\.|$)/, 'tensorflow.keras')
  );
  return (
    parsed !== null && parsed.attribute === null && hasName(parsed.path, name)
  );
}
