import { remember } from './compatibility/remember';
import { isAtLeast, isVersion } from './compatibility/version';
import { findTensorFlow } from './environment/find-tensorflow';
import type { KerasFlavor } from './environment/model';
import { type Finder, finder } from './find-references';
import type { IReference, ISpan } from './notebook/model';
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
export const parseKerasName = remember((name): IKerasName | null => {
  const match = rootPattern.exec(name);
  return (
    match && {
      root: match[1] ? 'tensorflow.keras' : match[2] ? 'tf_keras' : 'keras',
      path: name.slice(match[0].length)
    }
  );
});

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

/** The Keras that a use of it will meet. */
export interface IMetKeras {
  readonly flavor: KerasFlavor;
  readonly version: string | null;
}

/** A use of Keras by which a rule may judge. */
export type IKerasUse = IKerasReference & IMetKeras;

/** Tells whether a path in Keras is of interest. */
type Fits = (path: string) => boolean;

/**
 * Makes a finder for uses of Keras, without those that the notebook protects against failing; see `referencesTo`.
 *
 * @param fits - asked once for each name, not for each use.
 * @param look - what there is to find in a use. A function of the use alone. Left out, what is found is the use.
 */
export function kerasReferences(fits: Fits): Finder<IKerasReference>;
export function kerasReferences<Found>(
  fits: Fits,
  look: (use: IKerasReference) => readonly Found[]
): Finder<Found>;
export function kerasReferences(
  fits: Fits,
  look: (use: IKerasReference) => readonly unknown[] = use => [use]
): Finder<unknown> {
  return finder(
    names =>
      kerasNames(names)
        .filter(({ path }) => fits(path))
        .map(({ name }) => name),
    reference => {
      const keras =
        reference.guard === null ? parseKerasName(reference.name) : null;
      return keras
        ? look({ root: keras.root, path: keras.path, reference })
        : [];
    }
  );
}

const kerasNames = once((names: ReadonlySet<string>) =>
  [...names].flatMap(name => {
    const keras = parseKerasName(name);
    return keras ? [{ name, path: keras.path }] : [];
  })
);

/** What a finder says of uses of Keras, with the Keras that each will meet; without those where that cannot be told. */
export function kerasUses<Use extends Pick<IKerasName, 'root'>>(
  context: IContext,
  find: Finder<Use>
): (Use & IMetKeras)[] {
  return find(context.facts).flatMap(use => {
    const { flavor, version } = kerasMet(context, use.root);
    return flavor ? [{ ...use, flavor, version }] : [];
  });
}

/** What a finder says of uses of Keras, where they will meet Keras 3. */
export function keras3Uses<Use extends Pick<IKerasName, 'root'>>(
  context: IContext,
  find: Finder<Use>
): Use[] {
  return find(context.facts).filter(
    ({ root }) => kerasMet(context, root).flavor === 'keras3'
  );
}

/** The Keras that uses of a package will meet; without a flavor where that cannot be told. */
export function kerasMet(
  context: IContext,
  root: KerasRoot
): IMetKeras | { readonly flavor: null; readonly version: string | null } {
  return flavors(context)[root];
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
 * Finds places that Keras 3 refuses and that a rewrite mends: evidence for Keras 2 that is no reason to stay there by itself. What
 * is taken from `tf_keras` by name is none: it stays Keras 2.
 *
 * @param fits - as in `kerasReferences`.
 * @param placeOf - the place within a use, or null where the use is of no concern.
 */
export function rewritable(
  fits: Fits,
  placeOf: (use: IKerasReference) => ISpan | null
): Finder<IEvidence> {
  return kerasReferences(fits, use => {
    const span = use.root === 'tf_keras' ? null : placeOf(use);
    const what = `keras.${use.path.replace('#', '.')}`;
    return span ? [{ side: 'keras2', span, what, weak: true }] : [];
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
