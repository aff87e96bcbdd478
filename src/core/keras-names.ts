import { isAtLeast, isVersion } from './compatibility/version';
import { findTensorFlow } from './environment/find-tensorflow';
import type { KerasFlavor } from './environment/model';
import { inOrder, namesIn } from './find-references';
import type { IFacts, IReference, ISpan } from './notebook/model';
import { once } from './once';
import type { IContext, IEvidence } from './rules/model';

/** The packages through which a notebook reaches Keras; they need not be the same Keras. */
export type KerasRoot = 'tensorflow.keras' | 'keras' | 'tf_keras';

/** A canonical name, cut where its package ends. */
export interface IKerasName {
  readonly root: KerasRoot;
  /** Without the package: `optimizers.Adam`, `Sequential#fit`. */
  readonly path: string;
}

const rootPattern =
  /^(?:(tensorflow)\.(?:(?:compat\.v[12]\.)?keras(?:\.|$)|(?=(?:losses|metrics|optimizers|initializers)\.))|(tf_keras)(?:\.|$)|(keras)(?:\.|$))/;

/** Classes and functions that give a model. */
const models =
  /^(?:(?:models\.)?(?:Sequential|Model)|(?:models|saving)\.(?:load_model|clone_model|model_from_\w+)|applications(?:\.\w+)*\.[A-Z]\w*)#(\w+)$/;

/** The parts of a Keras name; null for any other, `tensorflow.python.keras` included. */
export function parseKerasName(name: string): IKerasName | null {
  const match = rootPattern.exec(name);
  return (
    match && {
      root: match[1] ? 'tensorflow.keras' : match[2] ? 'tf_keras' : 'keras',
      path: name.slice(match[0].length)
    }
  );
}

/** The method of a model that a path names, `fit` of `Sequential#fit`; null for anything else. */
export function modelMethod(path: string): string | null {
  const match =
    models.exec(path) ?? /^callbacks\.Callback#model\.(\w+)$/.exec(path);
  return match && match[1];
}

/** Which Keras a package will be when the notebook runs; null where that cannot be told. */
export function flavorOfRoot(
  context: IContext,
  root: KerasRoot
): KerasFlavor | null {
  switch (root) {
    case 'tensorflow.keras':
      return context.keras.flavor;
    case 'tf_keras':
      return 'tf-keras';
    case 'keras':
      return flavorOfKeras(context);
  }
}

/** The release of the distribution behind a package, or null. */
export function versionOfRoot(
  context: IContext,
  root: KerasRoot
): string | null {
  if (root === 'tensorflow.keras') {
    return context.keras.version;
  }
  const isTfKeras = flavorOfRoot(context, root) === 'tf-keras';
  const name = isTfKeras ? 'tf-keras' : 'keras';
  return context.expected.distributions.get(name)?.version ?? null;
}

/** A place where the notebook uses Keras. */
export interface IKerasReference extends IKerasName {
  readonly reference: IReference;
}

/** A use of Keras by which a rule may judge, with the Keras that it will meet. */
export interface IKerasUse extends IKerasReference {
  readonly flavor: KerasFlavor;
  readonly version: string | null;
}

/** Tells whether a path in Keras is of interest. */
type Fits = (path: string) => boolean;

const anything: Fits = () => true;

/**
 * The uses of Keras, without those that the notebook protects against failing.
 *
 * @param fits - asked once for each name, not for each use: who cares for some names only is spared the thousands of others.
 */
export function kerasReferences(
  { references }: Pick<IFacts, 'references'>,
  fits: Fits = anything
): IKerasReference[] {
  const names = kerasNames(references).filter(({ path }) => fits(path));
  return inOrder(names)
    .map(({ index, name: { root, path } }) => ({
      root,
      path,
      reference: references[index]
    }))
    .filter(({ reference }) => reference.guard === null);
}

const kerasNames = once((references: readonly IReference[]) =>
  namesIn(references).flatMap(({ name, at }) => {
    const keras = parseKerasName(name);
    return keras ? [{ ...keras, at }] : [];
  })
);

/** The uses of Keras whose Keras is known; `fits` as in `kerasReferences`. */
export function kerasUses(context: IContext, fits?: Fits): IKerasUse[] {
  return withKeras(context, kerasReferences(context.facts, fits));
}

/** Uses of Keras with the Keras that each will meet, without those where that cannot be told. */
export function withKeras(
  context: IContext,
  uses: readonly IKerasReference[]
): IKerasUse[] {
  const known = flavors(context);
  return uses.flatMap(({ root, path, reference }) => {
    const { flavor, version } = known[root];
    return flavor ? [{ root, path, reference, flavor, version }] : [];
  });
}

const flavors = once((context: IContext) => {
  const kerasOf = (root: KerasRoot) => ({
    flavor: flavorOfRoot(context, root),
    version: versionOfRoot(context, root)
  });
  return {
    'tensorflow.keras': kerasOf('tensorflow.keras'),
    keras: kerasOf('keras'),
    tf_keras: kerasOf('tf_keras')
  };
});

/**
 * Places that Keras 3 refuses and that a rewrite mends: evidence for Keras 2 that is no reason to stay there by itself. What is
 * taken from `tf_keras` by name is none: it stays Keras 2.
 *
 * @param placeOf - the place within a use, or null where the use is of no concern.
 * @param fits - as in `kerasReferences`.
 */
export function rewritable(
  facts: IFacts,
  placeOf: (use: IKerasReference) => ISpan | null,
  fits?: Fits
): IEvidence[] {
  return kerasReferences(facts, fits).flatMap(use => {
    const span = use.root === 'tf_keras' ? null : placeOf(use);
    const what = `keras.${use.path.replace('#', '.')}`;
    return span ? [{ side: 'keras2' as const, span, what, weak: true }] : [];
  });
}

/** Whether a use meets Keras 2, of that minor release or a later one; tf-keras is later than all that matter. */
export function isKeras2Since(
  { flavor, version }: IKerasUse,
  minor: number
): boolean {
  return (
    flavor === 'tf-keras' ||
    (flavor === 'keras2' && version !== null && isAtLeast(version, 2, minor))
  );
}

/** `import keras` never follows TF_USE_LEGACY_KERAS; it follows a redirection in `sys.modules`. */
function flavorOfKeras({ facts, expected }: IContext): KerasFlavor | null {
  const isRedirected = facts.moduleAliases.some(
    ({ module, target }) => module === 'keras' && target === 'tf_keras'
  );
  if (isRedirected) {
    return 'tf-keras';
  }
  const version = expected.distributions.get('keras')?.version;
  if (version && isVersion(version)) {
    return isAtLeast(version, 3, 0) ? 'keras3' : 'keras2';
  }
  const tensorflow = findTensorFlow(expected);
  return tensorflow
    ? isAtLeast(tensorflow.version, 2, 16)
      ? 'keras3'
      : 'keras2'
    : null;
}
