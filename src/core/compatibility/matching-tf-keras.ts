import { compareVersions, minorOf } from './version';

/**
 * The tf-keras to install beside a TensorFlow: `tf-keras~=2.16.0` for 2.16.2. Null where there is none (before 2.15 legacy
 * Keras is Keras itself: the variable is not honoured) or the version cannot be read. Source: Requires-Dist of tf-keras 2.15.1
 * to 2.21.0, each `tensorflow<2.(N+1),>=2.N`.
 */
export function matchingTfKeras(tensorflowVersion: string): string | null {
  const minor = minorOf(tensorflowVersion);
  return minor !== null && compareVersions(minor, '2.15') >= 0
    ? `tf-keras~=${minor}.0`
    : null;
}
