/** Ids of the commands; the plugin `:commands` defines them. */
export const CommandIds = {
  fix: 'keras-doctor:fix-keras-version',
  preview: 'keras-doctor:preview-keras-fix',
  check: 'keras-doctor:check-kernel-again',
  insertLegacyCell: 'keras-doctor:insert-legacy-cell',
  insertPins: 'keras-doctor:insert-matching-pins',
  verify: 'keras-doctor:verify-fix',
  showReport: 'keras-doctor:show-report',
  copyReport: 'keras-doctor:copy-report',
  settings: 'keras-doctor:open-settings'
} as const;
