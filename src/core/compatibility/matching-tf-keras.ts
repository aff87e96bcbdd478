import { compareVersions, minorOf } from './version';

/** The first tf-keras of a minor that says which TensorFlow it needs, where that is not `.0`. Source: its Requires-Dist. */
const FIRST_THAT_DECLARES: Readonly<Record<string, string>> = {
  '2.15': '2.15.1'
};

/**
 * The tf-keras to install beside a TensorFlow: `tf-keras~=2.16.0` for 2.16.2. Null where there is none (before 2.15 the
 * variable is not honoured) or the version cannot be read. For 2.15 it is `tf-keras~=2.15.1`: 2.15.0 declares no
 * requirement, so that a resolver may take it beside any TensorFlow (seen with uv). Source: Requires-Dist of tf-keras
 * 2.15.1 to 2.21.0, each `tensorflow<2.(N+1),>=2.N`.
 */
export function matchingTfKeras(tensorflowVersion: string): string | null {
  const minor = minorOf(tensorflowVersion);
  if (minor === null || compareVersions(minor, '2.15') < 0) {
    return null;
  }
  return `tf-keras~=${FIRST_THAT_DECLARES[minor] ?? `${minor}.0`}`;
}
