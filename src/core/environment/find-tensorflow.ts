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

/** Major and minor of a version: `[2, 16]` of `2.16.2`, or null where the text is no version. */
export function minorOf(version: string): readonly [number, number] | null {
  const match = /^(\d{1,4})\.(\d{1,4})/.exec(version);
  return match ? [Number(match[1]), Number(match[2])] : null;
}

/** Whether a version is of that minor release or a later one. False where the text is no version. */
export function isAtLeast(
  version: string,
  major: number,
  minor: number
): boolean {
  const found = minorOf(version);
  return (
    found !== null &&
    (found[0] > major || (found[0] === major && found[1] >= minor))
  );
}
