import type { ICell } from '../../../core/notebook/model';
import { DocumentError } from '../model';

/** What `JSON.parse` makes of an object: nothing is known of the values. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The key under which a cell keeps its source: `input` in code cells of nbformat 3 and earlier. */
export function sourceKey(cell: JsonObject): 'source' | 'input' {
  return !('source' in cell) && 'input' in cell ? 'input' : 'source';
}

/**
 * One cell as the core reads it.
 * @throws DocumentError where it is no cell; the message counts cells from 1.
 */
export function readCell(cell: unknown, index: number): ICell {
  if (!isObject(cell)) {
    throw new DocumentError(`cell ${index + 1} is not an object`);
  }
  const metadata = isObject(cell.metadata) ? cell.metadata : {};
  return {
    id: String(index),
    type: cellType(cell.cell_type),
    source: readSource(cell[sourceKey(cell)], index),
    editable: metadata.editable !== false,
    insertedBy: markOf(metadata.keras_doctor)
  };
}

function cellType(value: unknown): ICell['type'] {
  if (value === 'code') {
    return 'code';
  }
  return value === 'raw' ? 'raw' : 'markdown';
}

function readSource(value: unknown, index: number): string {
  if (typeof value === 'string') {
    return value;
  }
  if (value === undefined) {
    return '';
  }
  if (Array.isArray(value) && value.every(line => typeof line === 'string')) {
    return value.join('');
  }
  throw new DocumentError(
    `the source of cell ${index + 1} is neither a text nor a list of lines`
  );
}

function markOf(mark: unknown): string | null {
  return isObject(mark) && typeof mark.rule === 'string' ? mark.rule : null;
}
