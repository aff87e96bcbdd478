import { isAtLeast, isVersion } from './compatibility/version';
import type { IFacts, IImport } from './notebook/model';
import type { IContext } from './rules/model';

/** A library that hands the notebook's models to the package `keras`, and refuses those of tf-keras. */
interface ICompanion {
  readonly module: RegExp;
  /** The distribution, by normalised name. */
  readonly distribution: string;
  /** The first release that refuses models of tf-keras. */
  readonly since: readonly [major: number, minor: number];
}

/**
 * Seen with tf-keras 2.16 on TensorFlow 2.16.2: KerasTuner 1.4.6, 1.4.7 and 1.4.8 raise FatalTypeError ("to return a valid Keras
 * Model instance"), SciKeras 0.13.0 raises AttributeError ("no attribute 'compiled'"); KerasTuner 1.3.5 and SciKeras 0.12.0 take them. Both take
 * the Keras 2 of TensorFlow 2.15, which is the package `keras` there; only SciKeras 0.13 does not.
 */
const companions: readonly ICompanion[] = [
  {
    module: /^(keras_tuner|kerastuner)(\.|$)/,
    distribution: 'keras-tuner',
    since: [1, 4]
  },
  { module: /^scikeras(\.|$)/, distribution: 'scikeras', since: [0, 13] }
];

/** The first import of a library that refuses the models of tf-keras; null where the notebook may go there. */
export function refusesTfKeras({
  facts,
  expected
}: Pick<IContext, 'facts' | 'expected'>): IImport | null {
  return (
    unguarded(facts).find(({ module }) => {
      const companion = companions.find(one => one.module.test(module));
      const version =
        companion &&
        expected.distributions.get(companion.distribution)?.version;
      return (
        companion !== undefined &&
        (version === undefined ||
          !isVersion(version) ||
          isAtLeast(version, ...companion.since))
      );
    }) ?? null
  );
}

function unguarded({ imports }: IFacts): IImport[] {
  return imports.filter(({ guard }) => guard === null);
}
