/** @jest-environment jsdom */
import { forEachDiagnostic, linter } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import { Signal } from '@lumino/signaling';
import type { IDiagnostic } from '../../core/rules/model';
import type { ICellDiagnosis } from './squiggles';
import { squiggles } from './squiggles';

const shape: IDiagnostic = {
  rule: 'batch-input-shape',
  severity: 'error',
  message: 'Keras 3 has no batch_input_shape.',
  span: { cell: 0, from: 4, to: 9 },
  fixes: []
};

/** A cell whose text has been looked at or not, as the test says. */
class Cell implements ICellDiagnosis {
  now: readonly IDiagnostic[] | null = [shape];
  readonly changed = new Signal<this, void>(this);
  readonly apply = jest.fn();

  diagnostics(): readonly IDiagnostic[] | null {
    return this.now;
  }

  tell(now: readonly IDiagnostic[] | null): void {
    this.now = now;
    this.changed.emit();
  }
}

/** Longer than the linters wait. */
const settle = () => new Promise(resolve => setTimeout(resolve, 100));

async function edit(other: Parameters<typeof linter>[0] | null = null) {
  const cell = new Cell();
  const extensions = [squiggles(cell)];
  if (other) {
    extensions.push(linter(other, { delay: 0 }));
  }
  const view = new EditorView({ doc: 'GRU(shape=1)', extensions });
  await settle();
  const shown = () => {
    const texts: string[] = [];
    forEachDiagnostic(view.state, (_, from, to) =>
      texts.push(view.state.sliceDoc(from, to))
    );
    return texts;
  };
  return { cell, view, shown };
}

describe('squiggles', () => {
  it('underline what was found', async () => {
    const { shown } = await edit();
    expect(shown()).toEqual(['shape']);
  });

  it('move along with the text that has not been looked at yet', async () => {
    const { cell, view, shown } = await edit();
    cell.tell(null);
    view.dispatch({ changes: { from: 0, insert: 'x = ' } });
    await settle();
    expect(shown()).toEqual(['shape']);
    cell.tell([]);
    await settle();
    expect(shown()).toEqual([]);
  });

  it('go with the text that they underlined', async () => {
    const { cell, view, shown } = await edit();
    cell.tell(null);
    view.dispatch({ changes: { from: 2, to: 12 } });
    await settle();
    expect(shown()).toEqual([]);
  });

  it('stay beside those of another linter, whoever looks first', async () => {
    const other = { from: 0, to: 3, severity: 'info', message: '' } as const;
    const { cell, view, shown } = await edit(() => [other]);
    expect(shown()).toEqual(['GRU', 'shape']);
    cell.tell(null);
    view.dispatch({ changes: { from: 12, insert: '\n' } });
    await settle();
    expect(shown()).toEqual(['GRU', 'shape']);
  });
});
