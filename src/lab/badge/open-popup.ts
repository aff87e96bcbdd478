import type { TranslationBundle } from '@jupyterlab/translation';
import { showPopup } from '@jupyterlab/statusbar';
import type { CommandRegistry } from '@lumino/commands';
import type { Badge } from './badge';

/** Opens the diagnosis at the badge, or closes it when it is open. Its code is loaded at the first click. */
export function openPopup(
  badge: Badge,
  commands: CommandRegistry,
  trans: TranslationBundle
): void {
  const doctor = badge.model?.doctor;
  if (!doctor) {
    return;
  }
  void Promise.all([
    import('./popup'),
    import('../fix/apply-fixes'),
    import('../fix/reveal')
  ]).then(([{ DiagnosisPopup }, { applyFixes }, { revealSpan }]) => {
    const close = () => popup?.dispose();
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
    const popup = showPopup({ body, anchor: badge, align: 'left' });
  });
}
