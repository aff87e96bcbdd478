import { matchingTfKeras } from '../compatibility/matching-tf-keras';
import { findTensorFlow } from '../environment/find-tensorflow';
import { expectEnvironment } from '../expected-environment';
import type { IFacts } from '../notebook/model';
import { installLines } from '../installing/install-lines';
import type { IContext } from '../rules/model';

/** The mark of the cell that brings Keras 2, whichever rule asked for it, so that there is never a second one. */
export const legacyCellMark = 'needs-keras-2';

/**
 * The requirement of tf-keras that the notebook lacks, or null. A pin of the notebook's own is left to the rules about pins,
 * which correct it where it stands.
 */
export function missingTfKeras({
  facts,
  environment,
  expected
}: IContext): string | null {
  const tensorflow = findTensorFlow(expected);
  const required = tensorflow && matchingTfKeras(tensorflow.version);
  const own = withoutInsertedCells(facts);
  const isPinned = own.installs.some(
    ({ action, requirements }) =>
      action === 'install' &&
      requirements.some(({ text }) => /^tf[-_.]keras\b/i.test(text))
  );
  const found = expectEnvironment(own, environment).distributions.get(
    'tf-keras'
  );
  const fits =
    found !== undefined && matchingTfKeras(found.version) === required;
  return isPinned || fits ? null : required;
}

function withoutInsertedCells(facts: IFacts): IFacts {
  const { cells } = facts.notebook;
  const installs = facts.installs.filter(
    ({ span }) => cells[span.cell].insertedBy !== legacyCellMark
  );
  return { ...facts, installs };
}

/**
 * tf-keras requires the distribution `tensorflow`; beside `tensorflow-cpu` and its like pip would install that as a second
 * copy over the same files, so there the dependency is left out (seen with tensorflow-cpu 2.16.2). Null where no cell can install.
 */
export function tfKerasLines(
  context: IContext,
  requirement: string
): readonly string[] | null {
  const deps = context.expected.distributions.has('tensorflow')
    ? []
    : ['--no-deps'];
  return installLines(context, [requirement], deps);
}
