import type { ISpan } from '../../../core/notebook/model';
import { LineIndex } from '../line-index';
import type { IRange } from './json-ranges';
import { elements } from './json-ranges';
import { locateCells } from './locate-cells';

/** Tells on which line of a notebook's file a span begins, for tools that show the file and not its cells. */
export class FileLines {
  constructor(private readonly text: string) {
    this.cells = locateCells(text).cells;
    this.lines = new LineIndex(text);
  }

  /** From 1. */
  lineOf({ cell, from }: ISpan): number {
    const source = this.cells[cell]?.source;
    return source ? this.lines.placeOf(this.offsetIn(source, from)).line : 1;
  }

  private offsetIn(source: IRange, offset: number): number {
    if (this.text[source.from] !== '[') {
      return source.from;
    }
    let rest = offset;
    for (const { from, to } of elements(this.text, source)) {
      const { length } = JSON.parse(this.text.slice(from, to)) as string;
      if (rest < length) {
        return from;
      }
      rest -= length;
    }
    return source.from;
  }

  private readonly cells: ReturnType<typeof locateCells>['cells'];
  private readonly lines: LineIndex;
}
