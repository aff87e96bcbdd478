/** @jest-environment jsdom */
import { forEachDiagnostic } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import type { IFix } from '../../core/fixes/model';
import type { SharedCell } from '../notebook-adapter';
import type { NotebookDoctor } from '../notebook-doctor';
import { applyFixes } from '../fix/apply-fixes';
import { NotebookSquiggles } from './notebook-squiggles';

jest.mock('../fix/apply-fixes', () => ({ applyFixes: jest.fn() }));

/** The browser's part: jsdom lays nothing out, so that the test says what is in view. */
class Seen {
  static tell: (entries: object[]) => void;
  constructor(tell: (entries: object[]) => void) {
    Seen.tell = tell;
  }
  observe = jest.fn();
  unobserve = jest.fn();
  disconnect = jest.fn();
}

const settle = () => new Promise(resolve => setTimeout(resolve, 100));

/** A doctor of one cell, whose diagnosis the test gives. */
function open(source: string) {
  const cell = { getSource: () => source } as unknown as SharedCell;
  const fake = {
    changed: new Signal<object, void>({}),
    diagnosis: null as object | null,
    panel: {
      disposed: new Signal<object, void>({}),
      model: { sharedModel: { cells: [cell] } }
    }
  };
  const find = (looked: string, fix: IFix) => {
    const span = { cell: 0, from: 4, to: 9 };
    fake.diagnosis = {
      facts: { notebook: { cells: [{ source: looked }] } },
      diagnostics: [
        {
          rule: 'a-rule',
          severity: 'error',
          message: 'No.',
          span,
          fixes: [fix]
        }
      ]
    };
    fake.changed.emit();
  };
  const doctor = fake as unknown as NotebookDoctor;
  const view = new EditorView({ doc: source });
  const trans = nullTranslator.load('jupyterlab_keras_doctor');
  NotebookSquiggles.of(doctor, trans).add(cell, view);
  const see = () => Seen.tell([{ target: view.dom, isIntersecting: true }]);
  const shown = () => {
    const texts: string[] = [];
    forEachDiagnostic(view.state, (_, from, to) =>
      texts.push(view.state.sliceDoc(from, to))
    );
    return texts;
  };
  return { doctor, find, see, shown, trans, view };
}

const source = 'GRU(shape=1)';
const fix = (anchor: string): IFix => ({
  title: 'Rewrite',
  choice: 'repair',
  edits: [
    { kind: 'replace', cellId: anchor, from: 0, to: 0, text: '', expected: '' }
  ] as unknown as IFix['edits']
});

describe('the squiggles of a notebook', () => {
  beforeEach(() => {
    Object.assign(globalThis, { IntersectionObserver: Seen });
  });

  it('are drawn when their cell comes into view', async () => {
    const { find, see, shown } = open(source);
    find(source, fix('a'));
    await settle();
    expect(shown()).toEqual([]);
    see();
    await settle();
    expect(shown()).toEqual(['shape']);
  });

  it('are of the text that the cell has now', async () => {
    const { find, see, shown } = open(source);
    see();
    find(`x = ${source}`, fix('a'));
    await settle();
    expect(shown()).toEqual([]);
  });

  it('do the fix as it is when it is chosen, not as it was when they were drawn', async () => {
    const { doctor, find, see, trans, view } = open(source);
    see();
    find(source, fix('before'));
    await settle();
    const now = fix('after');
    find(source, now);
    await settle();
    forEachDiagnostic(view.state, ({ actions }, from, to) =>
      actions?.[0].apply(view, from, to)
    );
    expect(jest.mocked(applyFixes).mock.calls).toEqual([
      [doctor, [now], trans]
    ]);
  });
});
