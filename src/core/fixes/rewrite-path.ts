import { referencesTo } from '../find-references';
import type { IArgument, IFacts, IReference } from '../notebook/model';
import { once } from '../once';
import { argumentAt, valueText } from './edit-arguments';
import type { Edit } from './model';
import { putStatements, replaceSpan } from './replace-text';

/** The text that an argument is, as far as it can be read off; null otherwise. */
export function literalText(argument: IArgument | null): string | null {
  return argument?.value.kind === 'literal' &&
    typeof argument.value.value === 'string'
    ? argument.value.value
    : null;
}

/** What is known of the end of a text that an argument is: all of it, or what stands behind the last part that is not known. */
export function knownEnd(argument: IArgument | null): string | null {
  return argument?.value.kind === 'text'
    ? argument.value.ending
    : literalText(argument);
}

/** Whether a path ends in an extension; null where too little of it is known. */
export function endsIn(
  argument: IArgument | null,
  extension: string
): boolean | null {
  const end = knownEnd(argument);
  if (end === null || end.endsWith(extension)) {
    return end === null ? null : true;
  }
  const isOpen = argument?.value.kind === 'text' && extension.endsWith(end);
  return isOpen ? null : false;
}

/** Extensions that another one takes the place of. */
const known = /(\.weights\.h5|\.h5|\.hdf5|\.ckpt|\.tf|\.pb|\.keras|\/+)$/;

/** A path with another extension: `model.h5` → `model.keras`, `folder/` → `folder.keras`. */
export function withExtension(path: string, extension: string): string {
  return path.replace(known, '') + extension;
}

/**
 * Writes another extension into an argument that is a string in the source, or adds it to an expression whose path has none.
 * Empty where neither is possible.
 */
export function rewriteExtension(
  { notebook }: IFacts,
  argument: IArgument,
  extension: string
): Edit[] {
  const text = valueText(notebook, argument);
  const literal = /^([rRuU]?)(["'])([^"'\\\n]*)\2$/.exec(text);
  if (literal) {
    const [, prefix, quote, path] = literal;
    const written = `${prefix}${quote}${withExtension(path, extension)}${quote}`;
    return [replaceSpan(notebook, argument.valueSpan, written)];
  }
  const ended = rewriteEnd(argument, text, extension);
  if (ended !== null) {
    return [replaceSpan(notebook, argument.valueSpan, ended)];
  }
  const path = literalText(argument);
  return path !== null && !known.test(path) && /^[\w.]+$/.test(text)
    ? [replaceSpan(notebook, argument.valueSpan, `${text} + "${extension}"`)]
    : [];
}

/** The same for a longer expression that ends with the text that its value ends with; null for any other. */
function rewriteEnd(
  argument: IArgument,
  text: string,
  extension: string
): string | null {
  const last = /^([^]*)(["'])([^"'\\\n]*)\2([)\s]*)$/.exec(text);
  const written = last?.[3].replace(/^.*\}/, '') ?? '';
  const isEnd =
    /\w$/.test(written) && knownEnd(argument)?.endsWith(written) === true;
  if (!last || !isEnd) {
    return null;
  }
  const [, before, quote, content, after] = last;
  return `${before}${quote}${withExtension(content, extension)}${quote}${after}`;
}

/** The arguments by which a notebook reads a path back; all that may, where the path is null. */
export type Readers = (
  facts: IFacts,
  path: string | null
) => readonly IArgument[];

/** Finds those in the calls whose name fits. */
export function readers(fits: RegExp): Readers {
  const find = referencesTo(
    name => fits.test(name),
    ({ call }): IArgument[] => {
      const argument = argumentAt(call, 0, 'filepath');
      return argument ? [argument] : [];
    }
  );
  const byPath = once((facts: IFacts) => {
    const found = new Map<string, IArgument[]>();
    for (const argument of find(facts)) {
      const path = literalText(argument);
      if (path !== null) {
        found.set(path, [...(found.get(path) ?? []), argument]);
      }
    }
    return found;
  });
  return (facts, path) =>
    path === null ? find(facts) : (byPath(facts).get(path) ?? []);
}

/**
 * A line that makes the folder of a file, before the statement that writes it: TensorFlow made folders by itself, HDF5 does not.
 * Empty where there is none to make.
 */
export function makeFolder(
  { notebook, imports }: IFacts,
  { statementSpan }: IReference,
  path: string
): Edit[] {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const isHdf5 = /\.(h5|hdf5|keras)$/.test(path);
  if (folder === '' || isHdf5 || /["\\\n]/.test(folder)) {
    return [];
  }
  const isImported = imports.some(
    ({ module, name, alias }) =>
      module === 'os' && name === null && alias === 'os'
  );
  return [
    putStatements(notebook, statementSpan, [
      ...(isImported ? [] : ['import os']),
      `os.makedirs("${folder}", exist_ok=True)`
    ])
  ];
}
