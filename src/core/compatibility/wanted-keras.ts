/** The Keras that a notebook needs, as requirements on packages. */
import { untranslated, type ITranslate } from '../translate';
import type { ICandidate, IKnownRequirement } from './catalog';
import { meets } from './criteria';
import type { IPinConflict, WantedKeras } from './pins';
import { TENSORFLOW_DISTRIBUTIONS, type ReleaseTable } from './releases';
import { parseRequirement } from './requirement';
import type { Installed } from './resolve';
import { installedTensorflow, nameVersion } from './simulate-installs';
import { compareVersions, minorOf } from './version';
import { own } from '../own';

/** The first TensorFlow whose `tf.keras` is Keras 3. Source: Requires-Dist of 2.15.1 (`keras<2.16`) and 2.16.1 (`keras>=3.0.0`). */
export const FIRST_WITH_KERAS_3 = '2.16';

/**
 * The wanted Keras as requirements of TensorFlow releases, so that the resolver heeds it: of those in the table, and of
 * those that are installed or pinned, which may be newer.
 */
export function kerasRequirements(
  keras: WantedKeras,
  releases: ReleaseTable,
  others: readonly string[] = []
): readonly IKnownRequirement[] {
  const versions = `<${FIRST_WITH_KERAS_3}`;
  return TENSORFLOW_DISTRIBUTIONS.flatMap(name => {
    switch (keras) {
      case 'any':
        return [];
      case 'keras3':
        return [
          { name, versions, requires: [`${name}>=${FIRST_WITH_KERAS_3}`] }
        ];
      case 'keras2':
        return [
          { name, versions, requires: ['keras<3'] },
          ...minorsWithKeras3([
            ...Object.keys(own(releases, name) ?? {}),
            ...others
          ]).map(minor => ({
            name,
            versions: `==${minor}.*`,
            requires: [`tf-keras~=${minor}.0`]
          }))
        ];
    }
  });
}

function minorsWithKeras3(versions: readonly string[]): readonly string[] {
  return [
    ...new Set(
      versions.filter(hasKeras3).map(version => minorOf(version) ?? '')
    )
  ];
}

/** The conflict, if what is installed in the end is not the wanted Keras. */
export function missedKeras(
  after: Installed,
  keras: WantedKeras,
  trans: ITranslate = untranslated
): readonly IPinConflict[] {
  const tensorflow = installedTensorflow(after);
  if (!tensorflow || tensorflow.opaque || keras === 'any') {
    return [];
  }
  const text = requirementOn(tensorflow, keras);
  const requirement = parseRequirement(text);
  const found = requirement ? after.get(requirement.name) : undefined;
  const isMet = found
    ? requirement && meets(found, requirement)
    : text === 'keras<3';
  return isMet
    ? []
    : [
        {
          kind: 'wanted-keras',
          requirement: text,
          requiredBy: null,
          found: found ? nameVersion(found) : null,
          message: explain(tensorflow, keras, text, trans)
        }
      ];
}

function explain(
  tensorflow: ICandidate,
  keras: WantedKeras,
  text: string,
  trans: ITranslate
): string {
  return keras === 'keras2'
    ? trans.__(
        'The notebook needs Keras 2, which %1 has only with %2.',
        nameVersion(tensorflow),
        text
      )
    : trans.__(
        'The notebook needs Keras 3, which %1 does not have.',
        nameVersion(tensorflow)
      );
}

function requirementOn(
  { name, version }: ICandidate,
  keras: WantedKeras
): string {
  if (keras === 'keras3') {
    return `${name}>=${FIRST_WITH_KERAS_3}`;
  }
  return hasKeras3(version) ? `tf-keras~=${minorOf(version)}.0` : 'keras<3';
}

/** Whether `tf.keras` of this TensorFlow is Keras 3. */
export function hasKeras3(version: string): boolean {
  return compareVersions(minorOf(version) ?? '', FIRST_WITH_KERAS_3) >= 0;
}
