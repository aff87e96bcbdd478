/** What a kernel with TensorFlow 2.16, Keras 3 and tf-keras has, as the probe saw it. */
import recorded from '../proofs/fixtures/tf-2.16-with-tf-keras.json';
import type { IEnvironment } from '../src/core/environment/model';
import { parseProbe } from '../src/core/environment/parse-probe';

const parsed = parseProbe(JSON.stringify(recorded));
if (!('distributions' in parsed)) {
  throw new Error(`the fixture does not fit the schema: ${parsed.error}`);
}
export const aKernel: IEnvironment = parsed;
