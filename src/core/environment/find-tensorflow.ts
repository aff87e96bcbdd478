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

/** The distributions that the module `tensorflow` may come from; more than one where one was installed over the other. */
export function findTensorFlows({
  distributions
}: IEnvironment): IDistribution[] {
  return tensorflowDistributions.flatMap(name => distributions.get(name) ?? []);
}

/** The distribution that the module `tensorflow` comes from, or null where there is none. */
export function findTensorFlow(
  environment: IEnvironment
): IDistribution | null {
  return findTensorFlows(environment)[0] ?? null;
}
