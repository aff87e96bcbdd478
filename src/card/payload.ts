/** What Python hands over with an output. It may lie in a notebook from anywhere, so it is read as untrusted text. */
import type { ICell, INotebook } from '../core/notebook/model';

/** `full` is the card, `report` the text for an issue; `error` and `badge` are what appears below a cell by itself. */
export type Mode = 'full' | 'report' | 'error' | 'badge';

/** How the kernel came by the notebook's source; see `source.py`. */
export type Origin = 'colab' | 'file' | 'history';

export interface IPayload {
  readonly mode: Mode;
  /** The probe's answer, to be read by `parseProbe`. */
  readonly probe: string;
  readonly notebook: INotebook;
  readonly origin: Origin;
  /** False where the cell that ran is not in the file, which then is older than what the user sees. */
  readonly saved: boolean;
  /** An error as nbformat has it in outputs, to be read by `readOutputs`; null without one. */
  readonly error: unknown;
}

const maxCells = 2000;

/**
 * Reads a payload.
 * @throws Error where it is none; the message is for the developer's console.
 */
export function readPayload(text: string): IPayload {
  const value: unknown = JSON.parse(text);
  if (
    !isRecord(value) ||
    typeof value.probe !== 'string' ||
    !isRecord(value.notebook)
  ) {
    throw new Error('Keras Doctor: the output holds no diagnosis');
  }
  const { notebook } = value;
  return {
    mode: oneOf(value.mode, ['full', 'report', 'error', 'badge']),
    probe: value.probe,
    notebook: readNotebook(notebook),
    origin: oneOf(notebook.origin, ['history', 'file', 'colab']),
    saved: notebook.saved !== false,
    error: isRecord(value.error)
      ? { ...value.error, output_type: 'error' }
      : null
  };
}

/** The first of the words where the value is none of them. */
function oneOf<T extends string>(value: unknown, words: readonly T[]): T {
  return words.find(word => word === value) ?? words[0];
}

function readNotebook({ cells, language }: Record<string, unknown>): INotebook {
  const list: readonly unknown[] = Array.isArray(cells) ? cells : [];
  return {
    cells: list.slice(0, maxCells).map(readCell),
    language: typeof language === 'string' ? language.toLowerCase() : null
  };
}

function readCell(value: unknown, index: number): ICell {
  const cell = isRecord(value) ? value : {};
  return {
    id: String(index),
    type: oneOf(cell.type ?? 'code', ['markdown', 'code', 'raw']),
    source: typeof cell.source === 'string' ? cell.source : '',
    editable: cell.editable !== false,
    insertedBy: typeof cell.insertedBy === 'string' ? cell.insertedBy : null
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
