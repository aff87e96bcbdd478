import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { badge } from '../../core/badge';
import { diagnose } from '../../core/diagnose';
import { makeEnvironment } from '../../core/environment/make-environment';
import type { IEnvironment } from '../../core/environment/model';
import { scan } from '../../core/notebook/scan';
import { rules } from '../../core/rules';
import { defaultOptions } from '../../core/rules/model';
import type { NotebookDoctor } from '../notebook-doctor';
import { Badge } from './badge';
import { BadgeModel } from './badge-model';
import { DiagnosisPopup } from './popup';
import type { IPopupActions } from './popup-model';

/** What a kernel and a notebook say is shown as text, whatever it is. */
const hostile = '"><img src=x onerror="window.hacked = true"><b>';
const trans = nullTranslator.load('');

const plain = makeEnvironment({
  python: hostile,
  versions: { tensorflow: hostile, keras: hostile, 'tf-keras': hostile }
});
const environment: IEnvironment = {
  ...plain,
  accelerators: {
    ...plain.accelerators,
    source: 'nvml',
    gpus: [{ name: hostile, memory: 1 }],
    driver: hostile,
    driverCuda: hostile,
    tensorflowSees: 0
  }
};
const source = `import tensorflow as tf\ntf.keras.layers.GRU(4, batch_input_shape=[1, None, '${hostile}'])\ntf.keras.layers.Dense(1, lr='${hostile}')`;
const notebook = {
  language: 'python',
  cells: [
    { id: 'a', type: 'code' as const, source, editable: true, insertedBy: null }
  ]
};
const diagnosis = diagnose(scan(notebook), environment, defaultOptions, trans);
const shown = badge(
  { kind: 'ready', environment },
  diagnosis,
  { tensorflow: true, keras: true, gpu: true, hideWithoutTensorFlow: false },
  trans
);

async function render(widget: Widget & { renderPromise?: Promise<void> }) {
  Widget.attach(widget, document.body);
  widget.update();
  await new Promise(resolve => requestAnimationFrame(resolve));
  await widget.renderPromise;
}

afterEach(() => {
  document.body.textContent = '';
});

const doctor = {
  changed: new Signal<object, void>({}),
  kernelState: { kind: 'ready', environment },
  diagnosis,
  badge: shown
} as unknown as NotebookDoctor;

const actions: IPopupActions = {
  commands: new CommandRegistry(),
  trans,
  close: () => undefined,
  fix: () => undefined,
  restartAndRunAll: () => undefined,
  reveal: () => undefined,
  docs: id => rules.find(rule => rule.id === id)!.docs,
  ignore: () => undefined
};

it('in the popup', async () => {
  const messages = diagnosis.diagnostics.map(({ message }) => message);
  expect(messages.join()).toContain(hostile);
  const popup = new DiagnosisPopup(doctor, actions);
  await render(popup);
  expect(popup.node.textContent).toContain(hostile);
  expect(popup.node.querySelectorAll('img, b')).toHaveLength(0);
});

it('in the badge', async () => {
  const widget = new Badge(
    new BadgeModel(() => doctor),
    () => undefined,
    trans
  );
  await render(widget);
  expect(widget.node.title).toContain('<img');
  expect(widget.node.textContent).toContain('"><img');
  expect(widget.node.querySelectorAll('img, b')).toHaveLength(0);
});
