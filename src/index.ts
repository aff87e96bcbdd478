import { commandsPlugin } from './lab/plugins/commands';
import { errorCardsPlugin } from './lab/plugins/error-cards';
import { doctorPlugin } from './lab/plugins/plugin';
import { repairTfjsPlugin } from './lab/plugins/repair-tfjs';
import { squigglesPlugin } from './lab/plugins/squiggles';
import { statusItemPlugin } from './lab/plugins/status-item';
import { toolbarBadgePlugin } from './lab/plugins/toolbar-badge';

export { IKerasDoctor } from './lab/tokens';

export default [
  doctorPlugin,
  commandsPlugin,
  statusItemPlugin,
  toolbarBadgePlugin,
  squigglesPlugin,
  errorCardsPlugin,
  repairTfjsPlugin
];
