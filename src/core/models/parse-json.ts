import type { ITranslate } from '../translate';
import { findJsonError } from './find-json-error';
import type { Json } from './json';
import { someChild } from './json';

/** Longest text that is looked at, in UTF-16 units. A topology of 20 MB was seen; weights are not in this file. */
const MAX_LENGTH = 128 * 1024 * 1024;

/** Deepest nesting that is looked at. Each model within a model adds four levels. */
const MAX_DEPTH = 200;

/** The parsed value, or what is wrong with the text and where. */
export type IParsed = { value: Json } | { problem: string };

/**
 * Parses a JSON text without ever throwing.
 *
 * Says line and column of the first thing that is not JSON, and refuses a text so long or so deeply nested that
 * working on it could exhaust memory or the call stack.
 */
export function parseJson(text: string, trans: ITranslate): IParsed {
  if (text.length > MAX_LENGTH) {
    return {
      problem: trans.__('The file is longer than %1 characters.', MAX_LENGTH)
    };
  }
  let value: Json;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, '')) as Json;
  } catch {
    return { problem: placeOf(text, trans) };
  }
  if (deeperThan(value, MAX_DEPTH)) {
    return {
      problem: trans.__('It is nested more than %1 levels deep.', MAX_DEPTH)
    };
  }
  return { value };
}

function placeOf(text: string, trans: ITranslate): string {
  const offset = findJsonError(text);
  if (text.trim() === '') {
    return trans.__('The file is empty.');
  }
  if (offset >= text.trimEnd().length) {
    return trans.__(
      'The JSON ends too early, at line %1, column %2: the file is cut off.',
      ...lineAndColumn(text, text.length)
    );
  }
  return trans.__(
    'This is not JSON at line %1, column %2.',
    ...lineAndColumn(text, offset)
  );
}

function lineAndColumn(text: string, offset: number): [number, number] {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  return [before.split('\n').length, offset - lastBreak];
}

/** Goes no deeper than the limit itself, so that no value can overflow the stack. */
function deeperThan(value: Json, limit: number): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return limit < 0 || someChild(value, child => deeperThan(child, limit - 1));
}
