import { Catalog } from '../compatibility/catalog';
import type { ReleaseTable } from '../compatibility/releases';
import releaseTable from '../compatibility/releases.json';
import { isAtLeast, minorOf } from '../compatibility/version';
import { findTensorFlow } from '../environment/find-tensorflow';
import type { IContext } from '../rules/model';
import type { ITranslate } from '../translate';
import { installFix } from './install-cell';
import { firstImport } from './legacy-cell';
import type { Edit, IFix } from './model';
import { removeLegacyFlag } from './remove-legacy-flag';

/** The mark of the cell that these fixes insert. */
export const keras3CellMark = 'needs-keras-3';

/**
 * What stands between the notebook and Keras 3, taken away: the variable that asks for Keras 2, or a TensorFlow that has none.
 * Null where the notebook pins TensorFlow itself, which the rules about pins correct, and where no newer one can be installed.
 */
export function bringKeras3(context: IContext, trans: ITranslate): IFix | null {
  const { keras } = context;
  if (!keras.legacy) {
    return newerTensorFlow(context, trans);
  }
  const title = trans.__('Remove TF_USE_LEGACY_KERAS');
  return keras.setting
    ? (removeLegacyFlag(context, trans)[0] ?? null)
    : {
        title,
        choice: 'native',
        edits: insertFirst(
          context,
          [
            `# ${trans.__('Keras Doctor: this notebook needs Keras 3, and the environment asks for Keras 2.')}`,
            'import os',
            'os.environ["TF_USE_LEGACY_KERAS"] = "0"'
          ].join('\n')
        )
      };
}

function newerTensorFlow(context: IContext, trans: ITranslate): IFix | null {
  const { environment, expected, facts } = context;
  const name = findTensorFlow(expected)?.name;
  const isPinned = facts.installs.some(({ requirements }) =>
    requirements.some(({ text }) => /^tensorflow\b/i.test(text))
  );
  const releases: ReleaseTable = releaseTable;
  const newest = name && new Catalog(releases, environment).candidates(name)[0];
  const minor = newest && minorOf(newest.version);
  if (isPinned || !minor || !isAtLeast(minor, 2, 16)) {
    return null;
  }
  return installFix(
    context,
    {
      title: trans.__('Install TensorFlow %1', minor),
      choice: 'native',
      comment: trans.__(
        'Keras Doctor: the newest TensorFlow for this Python; it brings Keras 3.'
      ),
      requirements: [`${name}~=${minor}.0`],
      edits: source => insertFirst(context, source)
    },
    trans
  );
}

function insertFirst({ facts }: IContext, source: string): Edit[] {
  const { cells } = facts.notebook;
  const before = cells[firstImport(facts)?.statementSpan.cell ?? 0];
  return [
    {
      kind: 'insert-cell',
      beforeCellId: before?.id ?? null,
      source,
      rule: keras3CellMark
    }
  ];
}
