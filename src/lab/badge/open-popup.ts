import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import type { AnchoredPopup } from './anchored-popup';
import type { Badge } from './badge';

const opened = new WeakMap<Badge, AnchoredPopup>();

/** Opens the diagnosis at the badge, or closes it when it is open. Its code is loaded at the first click. */
export async function togglePopup(
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
  const [
    { AnchoredPopup },
    { DiagnosisPopup },
    { applyFixes },
    { revealSpan }
  ] = await Promise.all([
    import('./anchored-popup'),
    import('./popup'),
    import('../fix/apply-fixes'),
    import('../fix/reveal')
  ]);
  const close = () => opened.get(badge)?.close();
  const body = new DiagnosisPopup(doctor, {
    commands,
    trans,
    close,
    fix: (target, { fixes }) => {
      close();
      void applyFixes(target, fixes.slice(0, 1), trans);
    },
    reveal: (target, { span }) => {
      close();
      if (span) {
        void revealSpan(target.panel, span);
      }
    }
  });
  opened.set(badge, new AnchoredPopup(body, badge.node));
  badge.addClass('jp-mod-clicked');
  body.disposed.connect(() => {
    opened.delete(badge);
    badge.removeClass('jp-mod-clicked');
  });
}
