/** Texts that are put together of pieces. */
import type { IJoined } from '../syntax/model';
import { isVersionTest } from './guards';
import type { IFrame, IMachine } from './machine';
import type { AbstractValue } from './values';
import { UNKNOWN, UNREAD, VERSION } from './values';

/** Longer texts are no names, versions or commands. */
const LONGEST = 4000;

/** What an f-string or its like gives: a literal where all of it is known. */
export function evaluateJoined(
  machine: IMachine,
  { pieces }: IJoined,
  frame: IFrame
): AbstractValue {
  const values = pieces.map(piece =>
    typeof piece === 'string' ? piece : machine.evaluate(piece, frame)
  );
  if (values.some(value => typeof value !== 'string' && isVersionTest(value))) {
    return VERSION;
  }
  return joinTexts(values);
}

/** The pieces as one text. */
export function joinTexts(
  pieces: readonly (string | AbstractValue)[]
): AbstractValue {
  const text = pieces
    .map(piece => (typeof piece === 'string' ? piece : writtenText(piece)))
    .join('');
  if (text.length > LONGEST) {
    return UNKNOWN;
  }
  return text.includes(UNREAD)
    ? { kind: 'text', text }
    : { kind: 'literal', value: text };
}

/** A value as `str` writes it, with `UNREAD` for what is not known. Of a float that is whole, only Python knows that it is one. */
export function writtenText(value: AbstractValue): string {
  if (value.kind === 'text') {
    return value.text;
  }
  const isKnown =
    value.kind === 'literal' &&
    (typeof value.value === 'string' || typeof value.value === 'number');
  return isKnown ? String(value.value) : UNREAD;
}
