/** @jest-environment jsdom */
import { forEachDiagnostic, linter } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import type { IDiagnostic } from '../../core/rules/model';
import { CellSquiggles } from './cell-squiggles';

const shape: IDiagnostic = {
  rule: 'batch-input-shape',
  severity: 'error',
  message: 'Keras 3 has no batch_input_shape.',
  span: { cell: 0, from: 4, to: 9 },
  fixes: [{ title: 'Rewrite', edits: [], choice: 'repair' }]
};

/** Longer than the linters wait. */
const settle = () => new Promise(resolve => setTimeout(resolve, 100));

async function edit(other: Parameters<typeof linter>[0] | null = null) {
  let dispatched = 0;
  const view: EditorView = new EditorView({
    doc: 'GRU(shape=1)',
    extensions: other ? [linter(other, { delay: 0 })] : [],
    dispatchTransactions: transactions => {
      dispatched++;
      view.update(transactions);
    }
  });
  const apply = jest.fn();
  const squiggles = new CellSquiggles(view, apply);
  await settle();
  const shown = () => {
    const texts: string[] = [];
    forEachDiagnostic(view.state, (_, from, to) =>
      texts.push(view.state.sliceDoc(from, to))
    );
    return texts;
  };
  return { squiggles, view, apply, shown, dispatched: () => dispatched };
}

describe('squiggles', () => {
  it('underline what was found', async () => {
    const { squiggles, shown } = await edit();
    squiggles.show([shape]);
    await settle();
    expect(shown()).toEqual(['shape']);
  });

  it('leave the editor alone where there is nothing to show, and nothing new', async () => {
    const { squiggles, dispatched } = await edit();
    squiggles.show([]);
    await settle();
    expect(dispatched()).toBe(0);
    squiggles.show([shape]);
    await settle();
    const once = dispatched();
    squiggles.show([{ ...shape }]);
    await settle();
    expect(dispatched()).toBe(once);
  });

  it('are drawn anew where another fix is offered', async () => {
    const { squiggles, view } = await edit();
    squiggles.show([shape]);
    await settle();
    const fixes = [{ ...shape.fixes[0], title: 'Use Keras 2' }];
    squiggles.show([{ ...shape, fixes }]);
    await settle();
    const offered: (string | undefined)[] = [];
    forEachDiagnostic(view.state, ({ actions }) =>
      offered.push(...(actions ?? []).map(({ name }) => name))
    );
    expect(offered).toEqual(['Use Keras 2']);
  });

  it('hand over which fix was chosen, and where', async () => {
    const { squiggles, view, apply } = await edit();
    squiggles.show([shape]);
    await settle();
    forEachDiagnostic(view.state, ({ actions }, from, to) =>
      actions?.[0].apply(view, from, to)
    );
    expect(apply).toHaveBeenCalledWith(shape, 'Rewrite', 4);
  });

  it('move along with the text that has not been looked at yet', async () => {
    const { squiggles, view, shown } = await edit();
    squiggles.show([shape]);
    view.dispatch({ changes: { from: 0, insert: 'x = ' } });
    await settle();
    expect(shown()).toEqual(['shape']);
    squiggles.show([]);
    await settle();
    expect(shown()).toEqual([]);
  });

  it('go with the text that they underlined', async () => {
    const { squiggles, view, shown } = await edit();
    squiggles.show([shape]);
    view.dispatch({ changes: { from: 2, to: 12 } });
    await settle();
    expect(shown()).toEqual([]);
  });

  it('stay beside those of another linter, whoever looks first', async () => {
    const other = { from: 0, to: 3, severity: 'info', message: '' } as const;
    const { squiggles, view, shown } = await edit(() => [other]);
    squiggles.show([shape]);
    await settle();
    expect(shown()).toEqual(['GRU', 'shape']);
    view.dispatch({ changes: { from: 12, insert: '\n' } });
    await settle();
    expect(shown()).toEqual(['GRU', 'shape']);
  });
});
