/** A file with cells in it: a notebook or a Python file in the percent format. */
import type { Edit } from '../../core/fixes/model';
import type { INotebook, ISpan } from '../../core/notebook/model';

export interface IDocument {
  /** Cells are named by their index, since files may lack ids or have one twice; the file's own ids are in `cellIds`. */
  readonly notebook: INotebook;
  /** The id that the file gives each cell, or null where it gives none. */
  readonly cellIds: readonly (string | null)[];
  /** False for a Python file without any cell marker: there is no place for a new cell in it. */
  readonly hasCells: boolean;
  /** The line of the file on which a span begins, from 1. */
  fileLine(span: ISpan): number;
  /**
   * The text of the file after the edits, which is the same up to the characters that they change.
   * @throws DocumentError where an edit does not fit.
   */
  edit(edits: readonly Edit[]): string;
}

/** Why a file cannot be read or changed; the message is for the user and names the place, but not the file. */
export class DocumentError extends Error {}
