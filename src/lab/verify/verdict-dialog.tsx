import { Dialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import React from 'react';
import type { WantedKeras } from '../../core/compatibility/pins';
import type { IScratchResult, IStepResult } from '../../core/scratch-verdict';
import { failureOf, judgeScratch } from '../../core/scratch-verdict';
import { withoutAnsi } from '../../core/without-ansi';
import { stateIcons } from '../icons';
import { shorten } from './shorten';

/** Shows pass or fail in one line, below it what each install line did and what failed, and below that what was printed. */
export async function showVerdict(
  result: IScratchResult,
  wanted: WantedKeras,
  trans: TranslationBundle
): Promise<void> {
  const { passed, line } = judgeScratch(result, wanted, trans);
  const Icon = stateIcons[passed ? 'ok' : 'error'].react;
  const shown = result.steps.filter(
    step => step.step.kind === 'install' || failureOf(step, trans) !== null
  );
  const log = result.steps.map(step => step.log).join('');
  const body = ReactWidget.create(
    <div className="jp-KerasDoctorVerify">
      <p
        className={`jp-KerasDoctorVerify-verdict jp-mod-${passed ? 'ok' : 'error'}`}
        role="status"
      >
        <Icon tag="span" className="jp-KerasDoctorStatus-icon" aria-hidden />
        <strong>{line}</strong>
      </p>
      <ul>
        {shown.map((step, position) => (
          <Step key={position} result={step} trans={trans} />
        ))}
      </ul>
      <p>
        {trans.__(
          'Install, variable and import lines that were run: %1',
          result.steps.length
        )}
      </p>
      {log && (
        <details open={!passed}>
          <summary>{trans.__('What was printed')}</summary>
          <pre>{withoutAnsi(log)}</pre>
        </details>
      )}
    </div>
  );
  await new Dialog({
    title: trans.__('Keras fix in a scratch kernel'),
    body,
    buttons: [Dialog.okButton({ label: trans.__('Close') })]
  }).launch();
}

/** One line of the notebook and what came of it. */
function Step(props: {
  result: IStepResult;
  trans: TranslationBundle;
}): React.ReactElement {
  const { result, trans } = props;
  const { step, installed } = result;
  const failure = failureOf(result, trans);
  const brought = Object.entries(installed)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
  return (
    <li>
      {trans.__('Cell %1', step.cell + 1)}: <code>{shorten(step.code)}</code>
      <br />
      {failure === null
        ? trans.__('Installed: %1', brought)
        : trans.__('Failed: %1', failure)}
    </li>
  );
}
