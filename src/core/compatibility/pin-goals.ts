/** What must hold once the notebook has installed its packages, beyond what pip itself looks at. */
import { untranslated, type ITranslate } from '../translate';
import type { ICandidate, IKnownRequirement } from './catalog';
import { meets } from './criteria';
import { effectivePins, type Commands } from './joint-requirements';
import type { IPinConflict } from './pins';
import { TENSORFLOW_DISTRIBUTIONS } from './releases';
import { parseRequirement, type IRequirement } from './requirement';
import type { Installed } from './resolve';
import { asText, installedTensorflow, nameVersion } from './simulate-installs';
import { minorOf, satisfies } from './version';
import { hasKeras3 } from './wanted-keras';

/** What was installed, the commands that were run, and what is installed then. */
export interface IPassage {
  readonly before: Installed;
  readonly commands: Commands;
  readonly after: Installed;
}

/** A TensorFlow that pip would replace unasked, and pins that a later command undoes. */
export function unaskedMoves(
  passage: IPassage,
  trans: ITranslate = untranslated
): readonly IPinConflict[] {
  return [...undonePins(passage, trans), ...movedTensorflow(passage, trans)];
}

/** The final state against what was seen to fail although metadata allow it. */
export function seenToFail(
  after: Installed,
  known: readonly IKnownRequirement[],
  trans: ITranslate = untranslated
): readonly IPinConflict[] {
  return known.flatMap(row => {
    const owner = after.get(row.name);
    return owner &&
      satisfies(owner.version, row.versions, { prereleases: true })
      ? row.requires.flatMap(
          text => incompatibility(owner, text, after, trans) ?? []
        )
      : [];
  });
}

function undonePins(
  passage: IPassage,
  trans: ITranslate
): readonly IPinConflict[] {
  const { commands, after } = passage;
  return [...effectivePins(commands).values()].flat().flatMap(requirement => {
    const found = after.get(requirement.name);
    return !found || meets(found, requirement)
      ? []
      : [movedConflict(found, asText(requirement), passage, trans)];
  });
}

function movedTensorflow(
  passage: IPassage,
  trans: ITranslate
): readonly IPinConflict[] {
  const { before, commands, after } = passage;
  const old = installedTensorflow(before);
  const named = commands.flat().map(requirement => requirement.name);
  if (
    !old ||
    old.opaque ||
    TENSORFLOW_DISTRIBUTIONS.some(name => named.includes(name))
  ) {
    return [];
  }
  const moved = TENSORFLOW_DISTRIBUTIONS.map(name => after.get(name)).find(
    candidate => candidate && isMove(old, candidate)
  );
  return moved ? [movedConflict(moved, nameVersion(old), passage, trans)] : [];
}

/** Another release of the same distribution, or another minor under another name, over the same files. */
function isMove(old: ICandidate, candidate: ICandidate): boolean {
  return old.name === candidate.name
    ? old.version !== candidate.version
    : minorOf(old.version) !== minorOf(candidate.version);
}

function movedConflict(
  moved: ICandidate,
  instead: string,
  passage: IPassage,
  trans: ITranslate
): IPinConflict {
  const cause = whoMoved(moved, passage);
  const now = nameVersion(moved);
  if (!cause) {
    return {
      kind: 'moved',
      requirement: now.replace(' ', '=='),
      requiredBy: null,
      found: instead,
      message: trans.__('pip would install %1 in place of %2.', now, instead)
    };
  }
  const owner = nameVersion(cause.owner);
  const requirement = asText(cause.requirement);
  return {
    kind: 'moved',
    requirement,
    requiredBy: owner,
    found: instead,
    message: trans.__(
      '%1 requires %2: pip would install %3 in place of %4.',
      owner,
      requirement,
      now,
      instead
    )
  };
}

interface IOwned {
  readonly owner: ICandidate;
  readonly requirement: IRequirement;
}

/** Whose requirement did it: a newly installed package's that the old release does not meet, if there is one. */
function whoMoved(
  moved: ICandidate,
  { before, after }: IPassage
): IOwned | null {
  const old = before.get(moved.name) ?? installedTensorflow(before);
  const all: readonly IOwned[] = [...after.values()].flatMap(owner =>
    owner.requires
      .filter(one => one.name === moved.name && one.specifier !== '')
      .map(requirement => ({ owner, requirement }))
  );
  const fresh = all.filter(({ owner }) => before.get(owner.name) !== owner);
  const forcing = fresh.find(
    ({ requirement }) => old && !meets(old, requirement)
  );
  return forcing ?? fresh[0] ?? all[0] ?? null;
}

function incompatibility(
  owner: ICandidate,
  text: string,
  after: Installed,
  trans: ITranslate
): IPinConflict | null {
  const requirement = parseRequirement(text);
  const found = requirement && after.get(requirement.name);
  if (
    !requirement ||
    (found ? meets(found, requirement) : !isMissed(requirement.name, after))
  ) {
    return null;
  }
  return {
    kind: 'incompatible',
    requirement: text,
    requiredBy: nameVersion(owner),
    found: found ? nameVersion(found) : null,
    message: found
      ? trans.__(
          '%1 works only with %2, but you have %3.',
          nameVersion(owner),
          text,
          nameVersion(found)
        )
      : trans.__(
          '%1 needs %2, which is not installed.',
          nameVersion(owner),
          text
        )
  };
}

/** An absent package is missed only when the kernel's list is sure to name it, and tf-keras only beside Keras 3. */
function isMissed(name: string, after: Installed): boolean {
  const tensorflow = installedTensorflow(after);
  return (
    name === 'tf-keras' && tensorflow !== null && hasKeras3(tensorflow.version)
  );
}
