import type { IRange } from './json-ranges';
import { elements, members, valueAt } from './json-ranges';

/** Where one cell stands in the text of its file. */
export interface ICellPlace {
  readonly whole: IRange;
  /** The value of its source, or null for a cell without one. */
  readonly source: IRange | null;
}

/** A list of cells: the one of nbformat 4, or one worksheet of an earlier notebook. */
export interface ICellList {
  /** With its brackets. */
  readonly whole: IRange;
  readonly cells: readonly ICellPlace[];
}

export interface INotebookPlaces {
  readonly root: IRange;
  readonly lists: readonly ICellList[];
  /** Of cells by their index in the whole notebook. */
  readonly cells: readonly ICellPlace[];
  readonly nbformat: number;
  readonly minor: number;
}

/** Finds the cells in the text of a notebook that has been read without complaint. */
export function locateCells(text: string): INotebookPlaces {
  const root = valueAt(text, text.startsWith('\ufeff') ? 1 : 0);
  const keys = members(text, root);
  const cells = keys.get('cells');
  const isList = cells !== undefined && text[cells.from] === '[';
  const lists = (isList ? [cells] : worksheets(text, keys)).map(list =>
    locateList(text, list)
  );
  return {
    root,
    lists,
    cells: lists.flatMap(list => list.cells),
    nbformat: numberAt(text, keys.get('nbformat')),
    minor: numberAt(text, keys.get('nbformat_minor'))
  };
}

function worksheets(text: string, keys: ReadonlyMap<string, IRange>): IRange[] {
  const sheets = keys.get('worksheets');
  return (sheets ? elements(text, sheets) : [])
    .filter(({ from }) => text[from] === '{')
    .flatMap(sheet => members(text, sheet).get('cells') ?? [])
    .filter(({ from }) => text[from] === '[');
}

function locateList(text: string, list: IRange): ICellList {
  const cells = elements(text, list).map(whole => {
    const keys = members(text, whole);
    return { whole, source: keys.get('source') ?? keys.get('input') ?? null };
  });
  return { whole: list, cells };
}

function numberAt(text: string, range: IRange | undefined): number {
  const value = range ? Number(text.slice(range.from, range.to)) : NaN;
  return Number.isInteger(value) ? value : 0;
}
