import { endOfString } from './json-ranges';

/**
 * Python writes `NaN` and `Infinity` into outputs though JSON has no such numbers, and Jupyter reads them. A text of equal
 * length with zeros in their place, so that offsets stay right.
 */
export function withoutNaN(text: string): string {
  const mark = /"|-?(?:NaN|Infinity)\b/g;
  const parts: string[] = [];
  let kept = 0;
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    const { 0: word, index } = found;
    if (word === '"') {
      mark.lastIndex = endOfString(text, index);
    } else {
      parts.push(text.slice(kept, index), '0'.padEnd(word.length));
      kept = index + word.length;
    }
  }
  return parts.join('') + text.slice(kept);
}
