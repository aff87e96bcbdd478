/** Install lines of which parts are not known: what they would have to be judged by is not there. */
import { TENSORFLOW_DISTRIBUTIONS } from './compatibility/releases';
import { normalizeName } from './compatibility/requirement';
import type { IFacts, IInstall, IPinned } from './notebook/model';

/** What is written in front of a version: a name, perhaps with extras. */
const NAMED = /^([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(?:[=<>!~@;]|$)/;

/** Packages of the family that require no TensorFlow, and are required by none. */
const APART = /^tensorflow-(?:datasets|metadata|docs|probability|addons)$/;

/** Files and addresses of packages that have nothing to do with it. */
const ELSEWHERE = /^(?:[\w+]+:\/\/|\.{0,2}[\\/])/;

/** Whether a package decides which TensorFlow and Keras there are, by being one or by requiring one. */
export function decidesKeras(name: string): boolean {
  return (
    TENSORFLOW_DISTRIBUTIONS.includes(name) ||
    (/^(?:tensorflow|tf|keras|keras-nightly)(?:$|-)/.test(name) &&
      !/^keras-(?!nightly)/.test(name) &&
      !APART.test(name))
  );
}

/** The requirements of an install line that could be read. */
export function readRequirements({
  requirements
}: IInstall): readonly IPinned[] {
  return requirements.filter(({ origin }) => origin !== 'unread');
}

/**
 * Whether a line that runs whatever happens installs a TensorFlow or Keras of which the release cannot be read off, such as
 * `tensorflow=={version}` with a version that comes from somewhere else; or a package of which not even the name can.
 */
export function leavesOpen({ installs }: IFacts): boolean {
  return installs.some(
    ({ action, guard, requirements }) =>
      action === 'install' && guard === null && requirements.some(mayBeKeras)
  );
}

function mayBeKeras({ text, origin }: IPinned): boolean {
  if (origin !== 'unread') {
    return false;
  }
  const name = NAMED.exec(text)?.[1];
  return name === undefined
    ? !ELSEWHERE.test(text) || /tensorflow|keras/i.test(text)
    : decidesKeras(normalizeName(name));
}
