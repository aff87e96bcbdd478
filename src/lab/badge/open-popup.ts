import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import { tellFailure } from '../tell-failure';
import type { AnchoredPopup } from './anchored-popup';
import type { Badge } from './badge';

/** Opens the diagnosis at the badge that can be seen, as a click on it does. */
export function openPopup(): void {
  const buttons = document.querySelectorAll<HTMLElement>(
    '.jp-KerasDoctorStatus-button'
  );
  [...buttons].find(button => button.getClientRects().length > 0)?.click();
}

const opened = new WeakMap<Badge, AnchoredPopup>();

/** Opens the diagnosis at the badge, or closes it when it is open. Its code is loaded at the first click. */
export function togglePopup(
  badge: Badge,
  commands: CommandRegistry,
  trans: TranslationBundle
): Promise<void> {
  const toggling = () => toggle(badge, commands, trans);
  return tellFailure(trans.__('Keras diagnosis'), toggling, trans);
}

async function toggle(
  badge: Badge,
  commands: CommandRegistry,
  trans: TranslationBundle
): Promise<void> {
  const doctor = badge.model?.doctor;
  const open = opened.get(badge);
  if (open || !doctor) {
    open?.close();
    return;
  }
  const [{ AnchoredPopup }, { DiagnosisPopup }, { popupActions }] =
    await Promise.all([
      import(/* webpackChunkName: "actions" */ './anchored-popup'),
      import(/* webpackChunkName: "actions" */ './popup'),
      import(/* webpackChunkName: "actions" */ './popup-actions'),
      ...(doctor.diagnosis ? [doctor.loadWays()] : [])
    ]);
  const close = () => opened.get(badge)?.close();
  const actions = popupActions({ commands, trans, close });
  const body = new DiagnosisPopup(doctor, actions);
  opened.set(badge, new AnchoredPopup(body, badge.node));
  body.disposed.connect(() => opened.delete(badge));
}
