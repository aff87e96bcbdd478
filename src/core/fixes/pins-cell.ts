import { isAtLeast } from '../compatibility/version';
import { findTensorFlow } from '../environment/find-tensorflow';
import type { IContext } from '../rules/model';
import type { ITranslate } from '../translate';
import { matchingTfKeras } from '../compatibility/matching-tf-keras';
import { installLines } from '../installing/install-lines';
import type { Edit, IFix } from './model';
import { replaceCell } from './replace-text';

/** The mark of the cell that this fix inserts. */
export const pinsCellMark = 'matching-pins';

/**
 * A first cell that installs the TensorFlow and Keras that the kernel has now, so that the notebook finds the same ones
 * elsewhere. Null without TensorFlow, where such a cell says so already, and where the notebook installs a TensorFlow or Keras of
 * its own that cannot be read off.
 */
export function pinsFix(context: IContext, trans: ITranslate): IFix | null {
  const { cells } = context.facts.notebook;
  const requirements = pins(context);
  if (requirements.length === 0) {
    return null;
  }
  const comment = trans.__(
    'Keras Doctor: the releases that this notebook was written for.'
  );
  const inserted = cells.find(
    ({ insertedBy, type }) => insertedBy === pinsCellMark && type === 'code'
  );
  const edit = (source: string): Edit =>
    inserted
      ? replaceCell(inserted, source)
      : {
          kind: 'insert-cell',
          beforeCellId: cells[0]?.id ?? null,
          source,
          rule: pinsCellMark
        };
  // What this kernel has already it need not be able to install; the cell is for others too.
  const elsewhere = { ...context.environment, installer: null };
  const lines =
    installLines(context, requirements) ??
    installLines({ ...context, environment: elsewhere }, requirements);
  const source = [`# ${comment}`, ...(lines ?? [])].join('\n');
  return inserted?.source === source
    ? null
    : {
        title: trans.__('Insert matching pip pins'),
        choice: 'pins',
        edits: [edit(source)]
      };
}

/** The TensorFlow that is installed, and the Keras that the notebook will take from it. */
function pins({ environment, keras }: IContext): string[] {
  const tensorflow = findTensorFlow(environment);
  if (!tensorflow || keras.fault === 'unread') {
    return [];
  }
  const own = `${tensorflow.name}==${tensorflow.version}`;
  if (!isAtLeast(tensorflow.version, 2, 16)) {
    return [own];
  }
  const installed = environment.distributions.get('keras')?.version;
  const companion = keras.legacy
    ? matchingTfKeras(tensorflow.version)
    : installed && `keras==${installed}`;
  return companion ? [own, companion] : [own];
}
