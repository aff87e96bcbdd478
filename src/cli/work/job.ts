import type { IEnvironment } from '../../core/environment/model';
import type { IOptions } from '../../core/rules/model';
import type { FileOutcome } from '../check/model';

/** Which findings to mend, and what to do with the result. */
export interface IFixWish {
  /** Only what these rules found; null for all. */
  readonly rules: readonly string[] | null;
  readonly write: boolean;
  readonly diff: boolean;
}

/** What is to be done with every file; plain data, so that a worker can be handed it. */
export interface IJob {
  readonly environment: IEnvironment;
  /** What the command line sets, which goes before `pyproject.toml`. */
  readonly overrides: Partial<IOptions>;
  /** The name under which the standard input goes, instead of `-`. */
  readonly stdinName: string;
  /** Null to look only. */
  readonly fix: IFixWish | null;
}

export interface IFixOutcome {
  readonly changed: boolean;
  /** A unified diff, where it was asked for and something changes. */
  readonly diff: string | null;
  /** The new text; only of the standard input, which has no place to be written to. */
  readonly text: string | null;
  readonly done: readonly string[];
  readonly skipped: readonly string[];
}

/** What was found in a file; with `fix`, what is still found after it. */
export interface IWorkResult {
  readonly check: FileOutcome;
  /** Null where only a look was asked for, or the file cannot be read. */
  readonly fix: IFixOutcome | null;
}
