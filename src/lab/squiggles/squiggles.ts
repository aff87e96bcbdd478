import type { Action, Diagnostic } from '@codemirror/lint';
import { forceLinting, linter } from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import { StateEffect } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { ViewPlugin } from '@codemirror/view';
import type { ISignal } from '@lumino/signaling';
import type { IFix } from '../../core/fixes/model';
import type { IDiagnostic } from '../../core/rules/model';

/** What the squiggles of one cell need: its diagnostics now, word when they change, and what a quick fix does. */
export interface ICellDiagnosis {
  readonly changed: ISignal<unknown, void>;
  /** Those of the text that the editor shows; empty while that text has not been looked at. */
  diagnostics(): readonly IDiagnostic[];
  apply(fix: IFix): void;
}

const refresh = StateEffect.define<null>();

/**
 * Underlines the findings of a cell and offers their fixes. A linter beside others rather than instead of them, so that the
 * diagnostics of a language server stay.
 */
export function squiggles(cell: ICellDiagnosis): Extension {
  const source = ({ state }: EditorView) =>
    cell.diagnostics().flatMap(diagnostic => {
      const shown = toLint(diagnostic, state.doc.length, cell);
      return shown ? [shown] : [];
    });
  return [
    linter(source, {
      delay: 0,
      needsRefresh: ({ transactions }) =>
        transactions.some(({ effects }) =>
          effects.some(effect => effect.is(refresh))
        )
    }),
    listener(cell)
  ];
}

function listener(cell: ICellDiagnosis): Extension {
  return ViewPlugin.define(view => {
    const update = () => {
      view.dispatch({ effects: refresh.of(null) });
      forceLinting(view);
    };
    cell.changed.connect(update);
    const frame = requestAnimationFrame(update);
    return {
      destroy: () => {
        cancelAnimationFrame(frame);
        cell.changed.disconnect(update);
      }
    };
  });
}

function toLint(
  { span, severity, message, rule, fixes }: IDiagnostic,
  length: number,
  cell: ICellDiagnosis
): Diagnostic | null {
  if (!span || span.to > length) {
    return null;
  }
  const actions = fixes.map((fix): Action => ({
    name: fix.title,
    apply: () => cell.apply(fix)
  }));
  const { from, to } = span;
  return {
    from,
    to,
    severity,
    message,
    source: rule,
    actions,
    renderMessage: () => {
      const text = document.createElement('span');
      text.className = 'jp-KerasDoctorSquiggle-message';
      text.textContent = message;
      return text;
    }
  };
}
