import { findArgument } from './fixes/edit-arguments';
import { kerasReferences } from './keras-names';
import type { IKerasName } from './keras-names';
import type { IFacts } from './notebook/model';

/** Classes that a SavedModel brings along, and that Keras 3 has to be told of to load a file. */
export function bringsOwnClasses(
  facts: IFacts,
  { path }: Pick<IKerasName, 'path'>
): boolean {
  return (
    classesTold(facts).length === 0 &&
    ownClasses(facts).some(
      name => name.startsWith('layers.') || !path.includes('Sequential')
    )
  );
}

const classesTold = kerasReferences(
  path =>
    /^(?:(?:models\.)?Model|layers\.\w+|(?:models|saving)\.load_model|(?:saving|utils)\.register_keras_serializable)$/.test(
      path
    ),
  ({ path, reference }) =>
    path.endsWith('.register_keras_serializable') ||
    findArgument(reference.call, 'custom_objects')
      ? [path]
      : []
);
const ownClasses = kerasReferences(
  path => /^(?:(?:models\.)?Model|layers\.\w+)$/.test(path),
  ({ path, reference }) => (reference.kind === 'subclass' ? [path] : [])
);
