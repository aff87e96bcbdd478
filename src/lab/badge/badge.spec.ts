import { nullTranslator } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import type { IBadge } from '../../core/badge';
import type { NotebookDoctor } from '../notebook-doctor';
import { Badge } from './badge';
import { BadgeModel } from './badge-model';

const trans = nullTranslator.load('');

async function rendered(widget: Badge): Promise<void> {
  await new Promise(resolve => requestAnimationFrame(resolve));
  await widget.renderPromise;
}

/** Screen readers tell what changes in a region that was there before; in a new one, and inside a button, nothing. */
it('tells the changes of its state in one live region that stays, outside of the button', async () => {
  const doctor: { badge: IBadge | null } = { badge: null };
  const model = new BadgeModel(() => doctor as NotebookDoctor);
  const widget = new Badge(model, () => undefined, trans);
  Widget.attach(widget, document.body);
  widget.update();
  await rendered(widget);
  const region = widget.node.querySelector('[role=status]');
  const told: (string | null | undefined)[] = [region?.textContent];
  for (const state of ['busy', 'error', 'ok'] as const) {
    doctor.badge = { state, label: 'TF', tooltip: 'TF' };
    model.update();
    await rendered(widget);
    told.push(region?.textContent);
  }
  expect(told).toEqual([
    '',
    'Keras: waiting for the kernel',
    'Keras: error',
    'Keras: no problem'
  ]);
  expect(region?.isConnected).toBe(true);
  expect(region?.closest('button')).toBeNull();
  expect(widget.node.querySelector('button')).not.toBeNull();
});
