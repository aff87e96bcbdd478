/** Ids of the commands; most are defined by the plugin `:commands`. */
export const CommandIds = {
  fix: 'keras-doctor:fix-keras-version',
  preview: 'keras-doctor:preview-keras-fix',
  check: 'keras-doctor:check-kernel-again',
  insertLegacyCell: 'keras-doctor:insert-legacy-cell',
  insertPins: 'keras-doctor:insert-matching-pins',
  restartAndRunAll: 'keras-doctor:restart-and-run-all',
  verify: 'keras-doctor:verify-fix',
  nextFinding: 'keras-doctor:next-finding',
  previousFinding: 'keras-doctor:previous-finding',
  fixAtCursor: 'keras-doctor:fix-at-cursor',
  openPopup: 'keras-doctor:open-diagnosis',
  showReport: 'keras-doctor:show-report',
  copyReport: 'keras-doctor:copy-report',
  repairTfjs: 'keras-doctor:repair-tfjs-model',
  settings: 'keras-doctor:open-settings'
} as const;
