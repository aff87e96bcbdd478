import { Catalog } from '../compatibility/catalog';
import type { ReleaseTable } from '../compatibility/releases';
import releaseTable from '../compatibility/releases.json';
import { minorOf } from '../compatibility/version';
import { expectKeras } from '../expected-keras';
import type { IContext } from '../rules/model';
import type { ITranslate } from '../translate';
import { installFix } from './install-cell';
import { firstImport, legacyFix } from './legacy-cell';
import type { Edit, IFix } from './model';

const releases: ReleaseTable = releaseTable;

/** The mark of the cell that this fix inserts. */
export const installCellMark = 'tensorflow-not-installed';

/**
 * A cell that installs the newest TensorFlow that the kernel's Python can, and what Keras 2 needs where the notebook needs
 * that. Null where there is no TensorFlow for this Python and platform.
 */
export function installTensorFlow(
  context: IContext,
  trans: ITranslate
): IFix | null {
  const { facts, environment } = context;
  const [newest] = new Catalog(releases, environment).candidates('tensorflow');
  const minor = newest && minorOf(newest.version);
  if (!minor) {
    return null;
  }
  const comment = trans.__('Keras Doctor: TensorFlow for this Python.');
  const before =
    facts.notebook.cells[firstImport(facts)?.statementSpan.cell ?? 0];
  const insert = (source: string): Edit => ({
    kind: 'insert-cell',
    beforeCellId: before?.id ?? null,
    source,
    rule: installCellMark
  });
  return installFix(
    context,
    {
      title: trans.__('Install TensorFlow %1', minor),
      choice: 'pins',
      comment,
      requirements: [`tensorflow~=${minor}.0`],
      edits: source => [
        insert(source),
        ...legacyEdits(context, newest.version, trans)
      ]
    },
    trans
  );
}

/** What the notebook needs for Keras 2 once that TensorFlow is there. */
function legacyEdits(
  context: IContext,
  version: string,
  trans: ITranslate
): readonly Edit[] {
  if (
    context.verdict.needs !== 'keras2' ||
    context.options.wantedKeras === 'keras3'
  ) {
    return [];
  }
  const name = 'tensorflow';
  const distributions = new Map(context.expected.distributions);
  distributions.set(name, { name, version, requires: [] });
  const expected = { ...context.expected, distributions };
  const keras = expectKeras(context.facts, expected);
  return legacyFix({ ...context, expected, keras }, trans)?.edits ?? [];
}
