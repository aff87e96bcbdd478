import type { Action, Diagnostic } from '@codemirror/lint';
import { forceLinting, linter } from '@codemirror/lint';
import type { ChangeDesc, Extension } from '@codemirror/state';
import { StateEffect, StateField } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { IDiagnostic } from '../../core/rules/model';

/** Does one of the fixes of a diagnostic that begins at an offset of the cell, as they are at that moment. */
export type ApplyFix = (
  diagnostic: IDiagnostic,
  title: string,
  from: number
) => void;

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
 * diagnostics of a language server stay. An editor gets it with its first finding: most never do.
 */
export class CellSquiggles {
  constructor(
    private readonly view: EditorView,
    private readonly apply: ApplyFix
  ) {}

  /** Shows the diagnostics of the text that the editor has now; nothing is dispatched where they are shown already. */
  show(diagnostics: readonly IDiagnostic[]): void {
    const { state } = this.view;
    const wanted = diagnostics.flatMap(each => this.toLint(each));
    const shown = state.field(found, false) ?? [];
    if (areSame(shown, wanted)) {
      return;
    }
    const isInstalled = state.field(found, false) !== undefined;
    this.view.dispatch({
      effects: isInstalled
        ? look.of(wanted)
        : StateEffect.appendConfig.of(underlining(wanted))
    });
    forceLinting(this.view);
  }

  private toLint(diagnostic: IDiagnostic): Diagnostic[] {
    const { span, severity, message, rule, fixes } = diagnostic;
    if (!span || span.to > this.view.state.doc.length) {
      return [];
    }
    const actions = fixes.map(({ title }): Action => ({
      name: title,
      apply: (_, from) => this.apply(diagnostic, title, from)
    }));
    const { from, to } = span;
    const renderMessage = () => {
      const text = document.createElement('span');
      text.className = 'jp-KerasDoctorSquiggle-message';
      text.textContent = message;
      return text;
    };
    return [
      { from, to, severity, message, source: rule, actions, renderMessage }
    ];
  }
}

function underlining(diagnostics: readonly Diagnostic[]): Extension {
  return [
    found.init(() => diagnostics),
    linter(({ state }) => state.field(found), {
      delay: 0,
      needsRefresh: ({ transactions }) =>
        transactions.some(({ effects }) =>
          effects.some(effect => effect.is(look))
        )
    })
  ];
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

function areSame(
  first: readonly Diagnostic[],
  second: readonly Diagnostic[]
): boolean {
  return (
    first.length === second.length &&
    first.every((each, index) => isSame(each, second[index]))
  );
}

function isSame(first: Diagnostic, second: Diagnostic): boolean {
  return (
    first.from === second.from &&
    first.to === second.to &&
    first.severity === second.severity &&
    first.message === second.message &&
    first.source === second.source &&
    titles(first) === titles(second)
  );
}

function titles({ actions }: Diagnostic): string | undefined {
  return actions?.map(({ name }) => name).join('\n');
}
