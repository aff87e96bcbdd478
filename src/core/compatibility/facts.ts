/** What metadata do not say: `facts.json`, written by hand, each row with its source; `proofs/pins/prove_facts.py` runs them. */
import type { IKnownRequirement } from './catalog';
import facts from './facts.json';
import { compareVersions, minorOf, satisfies } from './version';

/** What a TensorFlow release was built and tested with, from its own documentation. */
export interface ITestedBuild {
  /** For example `3.9-3.12`. */
  readonly python: string;
  readonly cuda: string;
  readonly cudnn: string;
}

/** Requirements that packages have but do not declare. */
export const knownRequirements: readonly IKnownRequirement[] =
  facts.requirements;

/** Whether TF_USE_LEGACY_KERAS with this value switches; every other value, also `yes` and `TRUE`, does not. */
export function isLegacyKerasValue(value: string | null): boolean {
  return value !== null && facts.legacyKeras.values.includes(value);
}

/** Whether this TensorFlow looks at TF_USE_LEGACY_KERAS at all: 2.15 and newer do. */
export function honoursLegacyKeras(tensorflowVersion: string): boolean {
  const minor = minorOf(tensorflowVersion);
  return minor !== null && compareVersions(minor, facts.legacyKeras.since) >= 0;
}

/** The tested CUDA and cuDNN of a TensorFlow release, or null when the table has none for its minor. */
export function testedBuild(tensorflowVersion: string): ITestedBuild | null {
  const minor = minorOf(tensorflowVersion);
  return facts.testedBuilds.rows.find(row => row.tensorflow === minor) ?? null;
}

/** Whether a release of a package still has TensorFlow classes; true for packages that the table says nothing about. */
export function hasTensorflowClasses(name: string, version: string): boolean {
  return facts.tensorflowClasses
    .filter(row => row.name === name)
    .every(row => satisfies(version, row.versions, { prereleases: true }));
}
