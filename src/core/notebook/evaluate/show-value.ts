/** A value as rules see it. */
import type { Value } from '../model';
import { baseName } from './class-members';
import type { AbstractValue, IClassValue } from './values';
import { UNREAD } from './values';

/** How far the values inside sequences are shown. */
const DEEPEST = 4;

const UNKNOWN_VALUE: Value = { kind: 'unknown' };

/** The value as rules see it. */
export function toValue(value: AbstractValue, depth = 0): Value {
  switch (value.kind) {
    case 'literal':
    case 'name':
      return value;
    case 'instance':
      return value.ragged
        ? { kind: 'instance', of: value.of, ragged: true }
        : { kind: 'instance', of: value.of };
    case 'sequence':
      return depth > DEEPEST
        ? UNKNOWN_VALUE
        : {
            kind: 'sequence',
            items: value.items.map(item => toValue(item, depth + 1))
          };
    case 'text':
      return { kind: 'text', ending: endingOf(value.text) };
    case 'object':
      return objectValue(value.class);
    default:
      return UNKNOWN_VALUE;
  }
}

/** What is known behind the last part that is not. */
function endingOf(text: string): string {
  return text.slice(text.lastIndexOf(UNREAD) + 1);
}

function objectValue(cls: IClassValue): Value {
  const base = baseName(cls);
  return base === null ? UNKNOWN_VALUE : { kind: 'instance', of: base };
}
