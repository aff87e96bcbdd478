import type { EditorView } from '@codemirror/view';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { DisposableDelegate } from '@lumino/disposable';
import { byCell } from '../../core/by-cell';
import type { IDiagnosis } from '../../core/diagnose';
import type { IDiagnostic } from '../../core/rules/model';
import { applyFixes } from '../fix/apply-fixes';
import type { SharedCell } from '../notebook-adapter';
import type { NotebookDoctor } from '../notebook-doctor';
import { CellSquiggles } from './cell-squiggles';

/** The squiggles of one notebook. What a change costs grows with the findings, not with the cells. */
export class NotebookSquiggles {
  private constructor(
    private readonly doctor: NotebookDoctor,
    private readonly trans: TranslationBundle
  ) {
    doctor.changed.connect(this.update, this);
  }

  static of(
    doctor: NotebookDoctor,
    trans: TranslationBundle
  ): NotebookSquiggles {
    const known = all.get(doctor) ?? new NotebookSquiggles(doctor, trans);
    all.set(doctor, known);
    return known;
  }

  /** Takes an editor of the notebook, until it is disposed of. */
  add(shared: SharedCell, view: EditorView): IDisposable {
    const editor = new CellSquiggles(view, (shown, title, from) => {
      const now = this.foundAt(shared, from).find(
        ({ rule }) => rule === shown.rule
      );
      const fixes = [...(now?.fixes ?? []), ...shown.fixes];
      const fix = fixes.find(each => each.title === title);
      void applyFixes(this.doctor, fix ? [fix] : [], this.trans);
    });
    this.editors.set(shared, [...this.editorsOf(shared), editor]);
    // Once for all editors of a frame, and not while JupyterLab is making them.
    this.frame ||= requestAnimationFrame(() => this.update());
    return new DisposableDelegate(() => {
      const rest = this.editorsOf(shared).filter(each => each !== editor);
      this.editors.set(shared, rest);
      if (rest.length === 0) {
        this.editors.delete(shared);
        this.underlined.delete(shared);
      }
    });
  }

  private update(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const { diagnosis } = this.doctor;
    const wanted = diagnosis ? this.findingsIn(diagnosis) : new Map();
    for (const shared of this.underlined) {
      if (!wanted.has(shared) && isLookedAt(shared, diagnosis)) {
        this.show(shared, []);
      }
    }
    wanted.forEach((diagnostics, shared) => this.show(shared, diagnostics));
  }

  /** The findings by the cell where they stand, where its text is still the one that was looked at. */
  private findingsIn({
    diagnostics,
    facts
  }: IDiagnosis): Map<SharedCell, readonly IDiagnostic[]> {
    const cells = this.doctor.panel.model?.sharedModel.cells ?? [];
    const inCell = byCell(diagnostics, ({ span }) => span);
    const found = new Map<SharedCell, readonly IDiagnostic[]>();
    for (const index of new Set(diagnostics.map(({ span }) => span?.cell))) {
      const shared = index === undefined ? undefined : cells[index];
      if (
        index !== undefined &&
        shared &&
        this.editors.has(shared) &&
        facts.notebook.cells[index].source === shared.getSource()
      ) {
        found.set(shared, inCell(index));
      }
    }
    return found;
  }

  private show(shared: SharedCell, diagnostics: readonly IDiagnostic[]): void {
    if (diagnostics.length > 0) {
      this.underlined.add(shared);
    } else {
      this.underlined.delete(shared);
    }
    this.editorsOf(shared).forEach(editor => editor.show(diagnostics));
  }

  private editorsOf(shared: SharedCell): readonly CellSquiggles[] {
    return this.editors.get(shared) ?? [];
  }

  /** A squiggle stays as long as it looks the same; what its fix has to do may have changed with the rest of the notebook. */
  private foundAt(shared: SharedCell, from: number): readonly IDiagnostic[] {
    const cells = this.doctor.panel.model?.sharedModel.cells ?? [];
    const index = cells.indexOf(shared);
    const found = this.doctor.diagnosis?.diagnostics ?? [];
    return found.filter(
      ({ span }) => span?.cell === index && span.from === from
    );
  }

  private readonly editors = new Map<SharedCell, readonly CellSquiggles[]>();
  private readonly underlined = new Set<SharedCell>();
  private frame = 0;
}

const all = new WeakMap<NotebookDoctor, NotebookSquiggles>();

/** Whether the diagnosis, or that there is none, is of the text that the cell has now. */
function isLookedAt(shared: SharedCell, diagnosis: IDiagnosis | null): boolean {
  const id = shared.getId();
  const cell = diagnosis?.facts.notebook.cells.find(each => each.id === id);
  return diagnosis === null || cell?.source === shared.getSource();
}
