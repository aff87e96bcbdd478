import type { CodeCell } from '@jupyterlab/cells';
import type { TranslationBundle } from '@jupyterlab/translation';
import { needsRestart } from '../../core/needs-restart';
import type { IRecognised } from '../../core/recognise';
import type { IDiagnostic } from '../../core/rules/model';
import { applyFixes } from '../fix/apply-fixes';
import type { NotebookDoctor } from '../notebook-doctor';
import type { ICardActions } from './error-card';

/** What the card below one cell's error offers: the fix of its cause, and once that is gone, to run again. */
export class CardOffer implements ICardActions {
  constructor(
    private readonly doctor: NotebookDoctor,
    private readonly cell: CodeCell,
    private readonly about: {
      readonly cause: IRecognised;
      readonly trans: TranslationBundle;
    }
  ) {}

  diagnostic(): IDiagnostic | null {
    const found = this.doctor.diagnosis?.diagnostics ?? [];
    const diagnostic =
      found.find(({ rule }) => rule === this.about.cause.rule) ??
      found.find(({ fixes }) =>
        fixes.some(({ choice }) => choice === 'legacy')
      ) ??
      null;
    this.offered = diagnostic ?? this.offered;
    return diagnostic;
  }

  fix({ fixes }: IDiagnostic): void {
    void applyFixes(this.doctor, fixes.slice(0, 1), this.about.trans);
  }

  /** What was never found in the source may still be there: only a finding that has gone is mended. */
  again(): { label: string; run: () => void } | null {
    const { doctor, cell } = this;
    const { trans } = this.about;
    if (doctor.diagnosis) {
      this.isMended = this.diagnostic() === null && this.offered !== null;
    }
    if (!this.isMended) {
      return null;
    }
    const { panel, runner } = doctor;
    return this.isMendedHere()
      ? {
          label: trans.__('Run this cell'),
          run: () => void runner.runCell(panel, cell)
        }
      : {
          label: trans.__('Restart and run all'),
          run: () => void runner.restartAndRunAll(panel)
        };
  }

  /** The fix was in this cell alone, and the kernel has the right Keras: the cell is all that must run. */
  private isMendedHere(): boolean {
    const id = this.cell.model.sharedModel.getId();
    const edits = this.offered?.fixes[0]?.edits ?? [];
    return (
      edits.length > 0 &&
      edits.every(edit => edit.kind === 'replace' && edit.cellId === id) &&
      !this.doctor.diagnosis?.diagnostics.some(needsRestart)
    );
  }

  /** As of the last diagnosis: there is none while the kernel restarts. */
  private isMended = false;
  private offered: IDiagnostic | null = null;
}
