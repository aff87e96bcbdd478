import type { ISpan } from '../../../core/notebook/model';
import { elements } from './json-ranges';
import { locateCells } from './locate-cells';

/** The line of the file, from 1, that holds the start of a span: for tools that show the file and not its cells. */
export function fileLineOf(text: string, span: ISpan): number {
  const source = locateCells(text).cells[span.cell]?.source;
  if (!source) {
    return 1;
  }
  return lineOf(text, offsetIn(text, source, span.from));
}

function offsetIn(
  text: string,
  source: { from: number; to: number },
  offset: number
): number {
  if (text[source.from] !== '[') {
    return source.from;
  }
  let rest = offset;
  for (const line of elements(text, source)) {
    const { length } = JSON.parse(text.slice(line.from, line.to)) as string;
    if (rest < length) {
      return line.from;
    }
    rest -= length;
  }
  return source.from;
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  let at = text.indexOf('\n');
  while (at >= 0 && at < offset) {
    line++;
    at = text.indexOf('\n', at + 1);
  }
  return line;
}
