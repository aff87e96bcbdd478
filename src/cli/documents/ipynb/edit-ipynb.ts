import type { Edit, IInsertCellEdit } from '../../../core/fixes/model';
import type { Operation } from '../../../core/fixes/resolve';
import { resolve } from '../../../core/fixes/resolve';
import type { INotebook } from '../../../core/notebook/model';
import { version } from '../../../core/version';
import { DocumentError } from '../model';
import { editSource, splitLines } from './edit-source';
import type { IJsonStyle } from './json-style';
import { render, styleOf } from './json-style';
import type { ICellList, INotebookPlaces } from './locate-cells';
import { locateCells } from './locate-cells';

/**
 * Carries out edits in the text of a notebook. Everything else keeps its bytes.
 * @throws DocumentError where an edit does not fit; nothing is done then.
 */
export function editIpynb(
  text: string,
  notebook: INotebook,
  edits: readonly Edit[]
): string {
  const { operations, stale } = resolve(notebook, edits);
  if (stale.length > 0) {
    throw new DocumentError('the notebook is not what the diagnosis read');
  }
  let places = locateCells(text);
  const style = styleOf(text, places.root);
  let changed = text;
  for (const operation of operations) {
    changed = carryOut(changed, places, operation, style);
    places = locateCells(changed);
  }
  return changed;
}

function carryOut(
  text: string,
  places: INotebookPlaces,
  operation: Operation,
  style: IJsonStyle
): string {
  if (operation.kind === 'insert') {
    return insertCell(text, places, operation, style);
  }
  const { whole, source } = places.cells[operation.index];
  if (!source) {
    throw new DocumentError(`cell ${operation.index + 1} has no source`);
  }
  const level = indentationAt(text, whole.from) + (style.indent ?? '');
  const json = text.slice(source.from, source.to);
  return replace(text, source, editSource(json, operation.edit, style, level));
}

function insertCell(
  text: string,
  places: INotebookPlaces,
  operation: Operation & { kind: 'insert' },
  style: IJsonStyle
): string {
  const { list, position } = placeInLists(places, operation.index);
  const cell = newCell(text, places, operation.edit);
  const neighbour = list.cells[position] ?? list.cells[position - 1];
  if (!neighbour) {
    const level = indentationAt(text, list.whole.from);
    return replace(text, list.whole, render([cell], style, level));
  }
  const { from } = neighbour.whole;
  const json = render(cell, style, indentationAt(text, from));
  const gap = gapBetween(text, list, style);
  if (position < list.cells.length) {
    return replace(text, { from, to: from }, `${json},${gap}`);
  }
  const end = { from: neighbour.whole.to, to: neighbour.whole.to };
  return replace(text, end, `,${gap}${json}`);
}

/** The list that a cell of that index goes into, and where in it. */
function placeInLists(
  { lists }: INotebookPlaces,
  index: number
): { list: ICellList; position: number } {
  let position = index;
  for (const list of lists.slice(0, -1)) {
    if (position < list.cells.length) {
      return { list, position };
    }
    position -= list.cells.length;
  }
  const list = lists[lists.length - 1];
  if (!list) {
    throw new DocumentError('the notebook has no place for a cell');
  }
  return { list, position };
}

/** A code cell in the format of the notebook, with its keys in the order that nbformat writes. */
function newCell(
  text: string,
  { nbformat, minor, lists }: INotebookPlaces,
  { source, rule }: IInsertCellEdit
): object {
  const metadata = {
    keras_doctor: { rule, version },
    tags: ['keras-doctor']
  };
  const lines = splitLines(source);
  if (nbformat < 4 && nbformat > 0) {
    const [language, outputs] = ['python', []];
    return {
      cell_type: 'code',
      collapsed: false,
      input: lines,
      language,
      metadata,
      outputs
    };
  }
  const hasIds = nbformat > 4 || (nbformat === 4 && minor >= 5);
  const id = hasIds ? { id: freeId(text, lists, rule) } : {};
  return {
    cell_type: 'code',
    execution_count: null,
    ...id,
    metadata,
    outputs: [],
    source: lines
  };
}

/** An id that says where the cell is from; the same at every run, so that fixing a notebook twice gives equal files. */
function freeId(
  text: string,
  lists: readonly ICellList[],
  rule: string
): string {
  const base = `keras-doctor-${rule}`.slice(0, 56);
  const isTaken = (id: string): boolean =>
    lists.some(({ whole }) =>
      text.slice(whole.from, whole.to).includes(`"${id}"`)
    );
  let id = base;
  for (let count = 2; isTaken(id); count++) {
    id = `${base}-${count}`;
  }
  return id;
}

/** The blanks before a value on its own line, or the empty string. */
function indentationAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}

/** The white space that stands behind the comma between two cells. */
function gapBetween(
  text: string,
  { cells }: ICellList,
  { indent, colon }: IJsonStyle
): string {
  const second = cells[1] ?? cells[0];
  const gap = gapBefore(text, second.whole.from);
  const isOneLine = indent === null && colon === ': ';
  return gap === '' && isOneLine && cells.length === 1 ? ' ' : gap;
}

function gapBefore(text: string, offset: number): string {
  return /\s*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0] ?? '';
}

function replace(
  text: string,
  { from, to }: { from: number; to: number },
  by: string
): string {
  return text.slice(0, from) + by + text.slice(to);
}
