import type { IDistribution, IEnvironment } from './model';

/**
 * Distributions that bring the module `tensorflow`, the one that pip's requirements mean first. `tensorflow-intel` and
 * `tensorflow-macos` are what `tensorflow` itself installs on those platforms.
 */
const tensorflowDistributions = [
  'tensorflow',
  'tensorflow-cpu',
  'tensorflow-gpu',
  'tensorflow-macos',
  'tensorflow-intel',
  'tensorflow-rocm',
  'tensorflow-cpu-aws',
  'tf-nightly',
  'tf-nightly-cpu'
];

/** The distribution that the module `tensorflow` comes from, or null where there is none. */
export function findTensorFlow(
  environment: IEnvironment
): IDistribution | null {
  for (const name of tensorflowDistributions) {
    const found = environment.distributions.get(name);
    if (found) {
      return found;
    }
  }
  return null;
}
