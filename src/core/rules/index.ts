import type { IRule } from './model';
import { legacyFlagAfterImport } from './legacy-flag-after-import';
import { legacyFlagIgnoredValue } from './legacy-flag-ignored-value';
import { legacyFlagWithoutTfKeras } from './legacy-flag-without-tf-keras';
import { needsKeras2 } from './needs-keras-2';
import { restartNeeded } from './restart-needed';
import { tfKerasOfOtherMinor } from './tf-keras-of-other-minor';

/** Every rule. One line each; the order is that of the documentation. */
export const rules: readonly IRule[] = [
  needsKeras2,
  legacyFlagAfterImport,
  legacyFlagIgnoredValue,
  legacyFlagWithoutTfKeras,
  tfKerasOfOtherMinor,
  restartNeeded
];
