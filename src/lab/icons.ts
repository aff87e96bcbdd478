import { LabIcon } from '@jupyterlab/ui-components';
import type { BadgeState } from '../core/badge';
import busy from '../../style/icons/busy.svg';
import doctor from '../../style/icons/doctor.svg';
import error from '../../style/icons/error.svg';
import info from '../../style/icons/info.svg';
import ok from '../../style/icons/ok.svg';
import planned from '../../style/icons/planned.svg';
import unknown from '../../style/icons/unknown.svg';
import warning from '../../style/icons/warning.svg';

/** The doctor's own sign, for the toolbar and the settings. */
export const doctorIcon = new LabIcon({
  name: 'keras-doctor:doctor',
  svgstr: doctor
});

/** What is worth knowing, and no trouble. */
export const infoIcon = new LabIcon({
  name: 'keras-doctor:info',
  svgstr: info
});

/** One shape per state, so that none is told by colour alone. */
export const stateIcons: Record<BadgeState, LabIcon> = {
  ok: new LabIcon({ name: 'keras-doctor:ok', svgstr: ok }),
  planned: new LabIcon({ name: 'keras-doctor:planned', svgstr: planned }),
  warning: new LabIcon({ name: 'keras-doctor:warning', svgstr: warning }),
  error: new LabIcon({ name: 'keras-doctor:error', svgstr: error }),
  busy: new LabIcon({ name: 'keras-doctor:busy', svgstr: busy }),
  unknown: new LabIcon({ name: 'keras-doctor:unknown', svgstr: unknown })
};
