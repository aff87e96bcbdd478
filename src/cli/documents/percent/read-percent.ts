import type { IDocument } from '../model';
import { LineIndex } from '../line-index';
import { editPercent } from './edit-percent';
import { rawOffset } from './magic-comments';
import { splitCells } from './split-cells';

/** Reads a Python file in the percent format; one without any marker is a single cell. Never fails. */
export function readPercent(text: string): IDocument {
  const file = splitCells(text);
  let lines: LineIndex | undefined;
  return {
    notebook: {
      cells: file.cells.map(({ cell }) => cell),
      language: 'python'
    },
    cellIds: file.cells.map(() => null),
    hasCells: file.hasMarkers,
    fileLine({ cell, from }) {
      const found = file.cells[cell];
      lines ??= new LineIndex(text);
      return lines.placeOf(found ? found.from + rawOffset(found, from) : 0)
        .line;
    },
    edit: edits => editPercent(file, edits)
  };
}
