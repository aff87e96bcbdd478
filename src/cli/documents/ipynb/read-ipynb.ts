import { DocumentError } from '../model';
import type { IDocument } from '../model';
import type { JsonObject } from './cell-model';
import { isObject, readCell } from './cell-model';
import { editIpynb } from './edit-ipynb';
import { FileLines } from './file-line';
import { withoutNaN } from './tolerate-nan';

/**
 * Reads a notebook of nbformat 3 or 4. Only what is needed is looked at: outputs and unknown keys may hold anything.
 * @throws DocumentError where the text is no notebook.
 */
export function readIpynb(text: string): IDocument {
  const root = parse(text);
  const cells = cellsOf(root);
  const notebook = {
    cells: cells.map(readCell),
    language: languageOf(root, cells)
  };
  let lines: FileLines | undefined;
  return {
    notebook,
    cellIds: cells.map(idOf),
    hasCells: true,
    fileLine: span => (lines ??= new FileLines(text)).lineOf(span),
    edit: edits => editIpynb(text, notebook, edits)
  };
}

function parse(text: string): JsonObject {
  const json = text.replace(/^\ufeff/, '');
  const root = tryJson(json) ?? parseJson(withoutNaN(json));
  if (!isObject(root)) {
    throw new DocumentError('not a notebook: it is not a JSON object');
  }
  return root;
}

function tryJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DocumentError(
      json.trim() === '' ? 'the file is empty' : `not JSON: ${reason}`
    );
  }
}

/** The cells of nbformat 4, or those of all worksheets of an earlier one. */
function cellsOf(root: JsonObject): unknown[] {
  if (Array.isArray(root.cells)) {
    return root.cells;
  }
  if (!Array.isArray(root.worksheets)) {
    throw new DocumentError('not a notebook: it has no list of cells');
  }
  return root.worksheets.flatMap((sheet: unknown) =>
    isObject(sheet) && Array.isArray(sheet.cells)
      ? (sheet.cells as unknown[])
      : []
  );
}

function languageOf(
  root: JsonObject,
  cells: readonly unknown[]
): string | null {
  const metadata = isObject(root.metadata) ? root.metadata : {};
  const { language_info: info, kernelspec: spec } = metadata;
  const name =
    (isObject(info) && info.name) ||
    (isObject(spec) && spec.language) ||
    cells.find(isObject)?.language;
  return typeof name === 'string' ? name.toLowerCase() : null;
}

function idOf(cell: unknown): string | null {
  return isObject(cell) && typeof cell.id === 'string' ? cell.id : null;
}
