import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import React from 'react';
import type { ILineChange } from '../../core/fixes/line-changes';
import { lineChanges } from '../../core/fixes/line-changes';
import type { IFix } from '../../core/fixes/model';
import type { INotebook } from '../../core/notebook/model';

/**
 * Shows what fixes would change, each with a check box.
 * @returns the fixes that the user chose; empty when the dialog was cancelled.
 */
export async function previewFixes(
  notebook: INotebook,
  fixes: readonly IFix[],
  trans: TranslationBundle
): Promise<IFix[]> {
  const body = new PreviewBody(notebook, fixes, trans);
  const result = await showDialog({
    title: trans.__('Preview Keras Fix'),
    body,
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.okButton({ label: trans.__('Apply') })
    ],
    defaultButton: 1
  });
  return result.button.accept ? [...(result.value ?? [])] : [];
}

class PreviewBody extends ReactWidget implements Dialog.IBodyWidget<IFix[]> {
  constructor(
    private readonly notebook: INotebook,
    private readonly fixes: readonly IFix[],
    private readonly trans: TranslationBundle
  ) {
    super();
    this.addClass('jp-KerasDoctorPreview');
    this.chosen = new Set(fixes);
  }

  getValue(): IFix[] {
    return this.fixes.filter(fix => this.chosen.has(fix));
  }

  protected override render(): React.ReactElement {
    return (
      <>
        {this.fixes.map((fix, position) => (
          <section key={position} className="jp-KerasDoctorPreview-fix">
            <label>
              <input
                type="checkbox"
                defaultChecked
                onChange={({ target }) => this.choose(fix, target.checked)}
              />
              {fix.title}
            </label>
            {lineChanges(fix.edits, this.notebook).map((change, index) => (
              <Change key={index} change={change} trans={this.trans} />
            ))}
          </section>
        ))}
      </>
    );
  }

  private choose(fix: IFix, isChosen: boolean): void {
    if (isChosen) {
      this.chosen.add(fix);
    } else {
      this.chosen.delete(fix);
    }
  }

  private readonly chosen: Set<IFix>;
}

function Change(props: {
  change: ILineChange;
  trans: TranslationBundle;
}): React.ReactElement {
  const { change, trans } = props;
  const { cell, isNewCell, before, after } = change;
  const place = isNewCell
    ? trans.__('New cell before cell %1', cell + 1)
    : trans.__('Cell %1', cell + 1);
  return (
    <figure className="jp-KerasDoctorPreview-edit">
      <figcaption>{place}</figcaption>
      {before !== '' && (
        <Lines
          sign="−"
          text={before}
          label={trans.__('Before')}
          mode="removed"
        />
      )}
      {after !== '' && (
        <Lines sign="+" text={after} label={trans.__('After')} mode="added" />
      )}
    </figure>
  );
}

function Lines(props: {
  sign: string;
  text: string;
  label: string;
  mode: 'added' | 'removed';
}): React.ReactElement {
  const { sign, text, label, mode } = props;
  return (
    <pre
      role="group"
      tabIndex={0}
      aria-label={label}
      className={`jp-KerasDoctorPreview-lines jp-mod-${mode}`}
    >
      {text
        .split('\n')
        .map(line => `${sign} ${line}`)
        .join('\n')}
    </pre>
  );
}
