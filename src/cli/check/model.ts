/** What a check says of one file. Plain data, so that a worker can hand it over and JSON can hold it. */
import type { KerasFlavor } from '../../core/environment/model';
import type { KerasFault } from '../../core/expected-keras';
import type { IVerdict, Severity } from '../../core/rules/model';
import type { IStanding } from '../../core/standing';

/** A range in a cell. Offsets are UTF-16 units of the cell's source, `to` exclusive; lines and columns are from 1. */
export interface ISpanReport {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The line of the file that holds the start, from 1. */
  readonly fileLine: number;
}

/** Which cell something is about: its index from 0 among all cells, and the id that the file gives it. */
export interface ICellReference {
  readonly cell: number | null;
  readonly cellId: string | null;
}

export interface IEvidenceReport extends ICellReference {
  readonly what: string;
  /** The rule that it is from; null for what the tables of the API say. */
  readonly rule: string | null;
  readonly span: ISpanReport;
}

export type EditReport =
  | ({
      readonly kind: 'replace';
      readonly from: number;
      readonly to: number;
      readonly expected: string;
      readonly text: string;
    } & ICellReference)
  /** `cell` is the cell before which the new one goes, or null for the end. */
  | ({
      readonly kind: 'insert-cell';
      readonly source: string;
      readonly rule: string;
    } & ICellReference);

export interface IFixReport {
  readonly title: string;
  readonly choice: 'legacy' | 'native' | 'migrate' | 'pins' | 'repair';
  readonly edits: readonly EditReport[];
}

export interface IDiagnosticReport extends ICellReference {
  readonly rule: string;
  readonly severity: Severity;
  readonly span: ISpanReport | null;
  readonly message: string;
  readonly fixes: readonly IFixReport[];
}

/** A requirement of the notebook that was judged. */
export interface IJudgedRequirement extends ICellReference {
  readonly requirement: string;
  readonly span: ISpanReport;
}

export interface IRequirementConflict {
  readonly kind: string;
  readonly requirement: string;
  /** Whose requirement forces it; null for the notebook itself. */
  readonly requiredBy: string | null;
  readonly found: string | null;
  readonly message: string;
}

export interface IRequirementsReport {
  readonly conflict: boolean;
  readonly judged: readonly IJudgedRequirement[];
  readonly conflicts: readonly IRequirementConflict[];
  /** The smallest set of corrections, where corrections of the pins do it. */
  readonly changes: readonly {
    readonly name: string;
    readonly from: string | null;
    readonly to: string;
    readonly because: string;
  }[];
  /** What only the user can choose, where they do not. */
  readonly advice: readonly string[];
}

export interface IFileReport {
  readonly verdict: {
    readonly needs: IVerdict['needs'];
    readonly runsOn: IStanding['runsOn'];
    readonly rewritable: boolean;
    readonly evidence: {
      readonly keras2: readonly IEvidenceReport[];
      readonly keras3: readonly IEvidenceReport[];
    };
  };
  /** What `tf.keras` will be when the file runs from the top. */
  readonly keras: {
    readonly flavor: KerasFlavor | null;
    readonly version: string | null;
    readonly legacy: boolean;
    readonly fault: KerasFault | null;
  };
  readonly requirements: IRequirementsReport;
  /** Which of Colab's runtimes to choose, in a sentence; null elsewhere, and where the one that is judged will do. */
  readonly runtime: string | null;
  readonly diagnostics: readonly IDiagnosticReport[];
  /** Indices of code cells that could not be read in full as Python; empty where no cell can concern Keras, and none is parsed. */
  readonly unparsable: readonly number[];
}

/** The line that a finding stands on, for people. One for each diagnostic, null where it is about the file as a whole. */
export interface IExcerpt {
  readonly text: string;
  /** UTF-16 units of the line, `to` exclusive. */
  readonly from: number;
  readonly to: number;
}

/** The outcome for one path. */
export type FileOutcome =
  | {
      readonly path: string;
      readonly report: IFileReport;
      readonly excerpts: readonly (IExcerpt | null)[];
    }
  | { readonly path: string; readonly error: string };
