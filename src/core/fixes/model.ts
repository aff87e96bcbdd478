/** Edits in the shape of the Language Server Protocol's: data that says what to change and what it expects to find there. */

/** Replaces a range of a cell's source. */
export interface IReplaceEdit {
  readonly kind: 'replace';
  readonly cellId: string;
  /** UTF-16 offsets in the source that the diagnosis read. */
  readonly from: number;
  readonly to: number;
  /** The text that must still stand at that range; otherwise the edit is stale. */
  readonly expected: string;
  /**
   * The whole source that the diagnosis read, where it is known; with another one the edit is stale. An insertion expects
   * nothing at its place, and a line may stand twice, so that `expected` alone does not tell whether the place has moved.
   */
  readonly cellSource?: string;
  readonly text: string;
}

/** Inserts a code cell. */
export interface IInsertCellEdit {
  readonly kind: 'insert-cell';
  /** The cell before which it goes, or null for the end of the notebook. */
  readonly beforeCellId: string | null;
  readonly source: string;
  /** The rule on whose behalf it is inserted; kept in the cell's metadata so that a later run updates the cell. */
  readonly rule: string;
  /** The source is the notebook's own, from another place: one rule may insert several of these, but only one of any other. */
  readonly moved?: boolean;
}

export type Edit = IReplaceEdit | IInsertCellEdit;

/** One way to mend a finding. */
export interface IFix {
  /** What it does, as the label of a button: "Insert the TF_USE_LEGACY_KERAS cell". */
  readonly title: string;
  /**
   * What kind of choice it is: `legacy` keeps the notebook on Keras 2, `native` gives it the Keras that TensorFlow brings,
   * `migrate` rewrites it for Keras 3, `pins` corrects requirements, `repair` has one right answer whatever Keras is wanted.
   */
  readonly choice: 'legacy' | 'native' | 'migrate' | 'pins' | 'repair';
  readonly edits: readonly Edit[];
  /** What must be done in a terminal first, where no cell of this kernel can; then there are no edits. */
  readonly byHand?: string;
}
