import type { Action, Diagnostic } from '@codemirror/lint';
import { forceLinting, linter } from '@codemirror/lint';
import type { ChangeDesc, Extension } from '@codemirror/state';
import { StateEffect, StateField } from '@codemirror/state';
import { ViewPlugin } from '@codemirror/view';
import type { ISignal } from '@lumino/signaling';
import type { IFix } from '../../core/fixes/model';
import type { IDiagnostic } from '../../core/rules/model';

/** What the squiggles of one cell need: its diagnostics now, word when they change, and what a quick fix does. */
export interface ICellDiagnosis {
  readonly changed: ISignal<unknown, void>;
  /** Those of the text that the editor shows; null while that text has not been looked at. */
  diagnostics(): readonly IDiagnostic[] | null;
  apply(fix: IFix): void;
}

const look = StateEffect.define<readonly Diagnostic[]>();

/**
 * What was found when the text was last looked at, moved along with what was typed since. Linters run when they like,
 * those of a language server too, and all of them at once: whoever asks before the next look gets these.
 */
const found = StateField.define<readonly Diagnostic[]>({
  create: () => [],
  update: (diagnostics, { changes, effects }) => {
    for (const effect of effects) {
      if (effect.is(look)) {
        return effect.value;
      }
    }
    return changes.empty ? diagnostics : move(diagnostics, changes);
  }
});

/**
 * Underlines the findings of a cell and offers their fixes. A linter beside others rather than instead of them, so that the
 * diagnostics of a language server stay.
 */
export function squiggles(cell: ICellDiagnosis): Extension {
  return [
    found,
    linter(({ state }) => state.field(found), {
      delay: 0,
      needsRefresh: ({ transactions }) =>
        transactions.some(({ effects }) =>
          effects.some(effect => effect.is(look))
        )
    }),
    listener(cell)
  ];
}

function listener(cell: ICellDiagnosis): Extension {
  return ViewPlugin.define(view => {
    const update = () => {
      const { length } = view.state.doc;
      const diagnostics = cell.diagnostics()?.flatMap(diagnostic => {
        const shown = toLint(diagnostic, length, cell);
        return shown ? [shown] : [];
      });
      if (diagnostics) {
        view.dispatch({ effects: look.of(diagnostics) });
        forceLinting(view);
      }
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

function move(
  diagnostics: readonly Diagnostic[],
  changes: ChangeDesc
): Diagnostic[] {
  return diagnostics
    .map(diagnostic => ({
      ...diagnostic,
      from: changes.mapPos(diagnostic.from, 1),
      to: changes.mapPos(diagnostic.to, -1)
    }))
    .filter(({ from, to }) => from < to);
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
