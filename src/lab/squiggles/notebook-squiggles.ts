import type { EditorView } from '@codemirror/view';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { DisposableDelegate } from '@lumino/disposable';
import { byCell } from '../../core/by-cell';
import { foldSame } from '../../core/fold-same';
import type { IDiagnostic } from '../../core/rules/model';
import { applyFixes } from '../fix/apply-fixes';
import type { SharedCell } from '../notebook-adapter';
import type { NotebookDoctor } from '../notebook-doctor';
import { CellSquiggles } from './cell-squiggles';

/** An editor of the notebook, and its cell. */
interface IEditor {
  readonly cell: SharedCell;
  readonly squiggles: CellSquiggles;
}

/**
 * The squiggles of one notebook, in the cells that can be seen. The linter brings styles to an editor that has none yet, for which
 * the browser looks at the whole page again (5 ms with 100 cells); so nobody waits for those further down.
 */
export class NotebookSquiggles {
  private constructor(
    private readonly doctor: NotebookDoctor,
    private readonly trans: TranslationBundle
  ) {
    doctor.changed.connect(this.update, this);
    doctor.panel.disposed.connect(() => this.seen.disconnect());
    this.update();
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
  add(cell: SharedCell, view: EditorView): IDisposable {
    const squiggles = new CellSquiggles(view, (shown, title, from) => {
      const now = this.foundAt(cell, from).find(
        ({ rule }) => rule === shown.rule
      );
      const fixes = [...(now?.fixes ?? []), ...shown.fixes];
      const fix = fixes.find(each => each.title === title);
      void applyFixes(this.doctor, fix ? [fix] : [], this.trans);
    });
    this.editors.set(view.dom, { cell, squiggles });
    this.seen.observe(view.dom);
    return new DisposableDelegate(() => {
      this.seen.unobserve(view.dom);
      this.editors.delete(view.dom);
      this.inView.delete(view.dom);
    });
  }

  private onSeen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const editor = this.editors.get(target);
      if (editor && isIntersecting) {
        this.inView.set(target, editor);
        this.show(editor);
      } else {
        this.inView.delete(target);
      }
    }
  }

  private update(): void {
    const { diagnosis } = this.doctor;
    const shown = foldSame(diagnosis?.diagnostics ?? []);
    this.inCell = byCell(shown, ({ span }) => span);
    this.inView.forEach(editor => this.show(editor));
  }

  /** Shows what was found in the text that the cell has now; what was found in another is left to move along with it. */
  private show({ cell, squiggles }: IEditor): void {
    const { diagnosis } = this.doctor;
    const index = this.indexOf(cell);
    const source = diagnosis?.facts.notebook.cells[index]?.source;
    if (!diagnosis) {
      squiggles.show([]);
    } else if (source === cell.getSource()) {
      squiggles.show(this.inCell(index));
    }
  }

  /** A squiggle stays as long as it looks the same; what its fix has to do may have changed with the rest of the notebook. */
  private foundAt(cell: SharedCell, from: number): readonly IDiagnostic[] {
    const found = this.inCell(this.indexOf(cell));
    return found.filter(({ span }) => span?.from === from);
  }

  private indexOf(cell: SharedCell): number {
    return this.doctor.panel.model?.sharedModel.cells.indexOf(cell) ?? -1;
  }

  private readonly editors = new Map<Element, IEditor>();
  private readonly inView = new Map<Element, IEditor>();
  private readonly seen = new IntersectionObserver(
    entries => this.onSeen(entries),
    { rootMargin: '200px' }
  );
  private inCell: (index: number) => readonly IDiagnostic[] = () => [];
}

const all = new WeakMap<NotebookDoctor, NotebookSquiggles>();
