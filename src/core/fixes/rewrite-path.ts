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
  const path = literalText(argument);
  return path !== null && !known.test(path) && /^[\w.]+$/.test(text)
    ? [replaceSpan(notebook, argument.valueSpan, `${text} + "${extension}"`)]
    : [];
}

/** The arguments by which a notebook reads a path back. */
export type Readers = (facts: IFacts, path: string) => readonly IArgument[];

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
  return (facts, path) => byPath(facts).get(path) ?? [];
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
