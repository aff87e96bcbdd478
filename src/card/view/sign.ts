import type { BadgeState } from '../../core/badge';
import { element } from './elements';

/** One shape per state, so that none is told by colour alone. */
const signs: Record<BadgeState, string> = {
  ok: '✓',
  planned: '▷',
  warning: '⚠',
  error: '✕',
  busy: '…',
  unknown: 'ⓘ'
};

/** The sign of a state; what it says stands in words beside it. */
export function sign(state: BadgeState): HTMLElement {
  const made = element('span', `sign ${state}`, signs[state]);
  made.setAttribute('aria-hidden', 'true');
  return made;
}
