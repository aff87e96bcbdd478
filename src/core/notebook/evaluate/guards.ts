/** Which code is protected from failing where a name is missing. */
import type { Expression } from '../syntax/model';
import type { AbstractValue } from './values';
import { optionsOf } from './values';

/**
 * Errors that a missing module, name or argument ends in. A handler for one of them means that the code is prepared for both worlds.
 * TypeError and ValueError are among them because that is what Keras raises for an argument that it no longer knows.
 */
const GUARDING = new Set([
  'ImportError',
  'ModuleNotFoundError',
  'AttributeError',
  'NameError',
  'TypeError',
  'ValueError',
  'Exception',
  'BaseException'
]);

/** Names of the libraries that tell what is installed or running. */
const VERSION_NAME =
  /(?:^|[.#])(?:__version__|__internal__\.version|version(?:\.VERSION|_info|_tuple)?|VERSION|GIT_VERSION)(?:[.#]|$)|^importlib\.(?:metadata\.|util\.find_spec)|^(?:pkg_resources|packaging\.version)\.|^sys\.(?:modules|version)|\.backend\.backend$|\.config\.backend$|^tensorflow(?:\.python)?\.tf2\.enabled/;

/** Whether an `except` clause with this type catches what a missing name raises. */
export function catchesMissing(type: Expression | null): boolean {
  if (type === null) {
    return true;
  }
  if (type.kind === 'sequence') {
    return type.items.some(catchesMissing);
  }
  if (type.kind === 'attribute') {
    return GUARDING.has(type.attribute);
  }
  return type.kind === 'name' && GUARDING.has(type.id);
}

/** Whether a test on this value asks for a version or for something being there. */
export function isVersionTest(value: AbstractValue): boolean {
  return optionsOf(value).some(
    option =>
      option.kind === 'version' ||
      (option.kind === 'name' && VERSION_NAME.test(option.name)) ||
      (option.kind === 'instance' && VERSION_NAME.test(option.of))
  );
}
