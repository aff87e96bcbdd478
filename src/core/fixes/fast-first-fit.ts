import { minorOf } from '../compatibility/version';
import { findTensorFlow } from '../environment/find-tensorflow';
import { referencesTo } from '../find-references';
import { parseKerasName } from '../keras-names';
import type { IFacts, IReference } from '../notebook/model';
import type { IContext } from '../rules/model';
import type { ITranslate } from '../translate';

/** Where a model is trained or used: what runs Keras itself as a graph. */
export const trainings = referencesTo(isTraining);

const tellings = referencesTo(name =>
  name.startsWith('tensorflow.python.autograph.core.config')
);

/** Whether AutoGraph converts tf-keras itself before the first step: TensorFlow 2.15 and 2.16 do not know that it is Keras. */
export function convertsTfKeras({
  expected
}: Pick<IContext, 'expected'>): boolean {
  const version = findTensorFlow(expected)?.version ?? '';
  return ['2.15', '2.16'].includes(minorOf(version) ?? '');
}

/** Where the notebook tells AutoGraph to leave something alone. */
export function toldToAutoGraph(facts: IFacts): readonly IReference[] {
  return tellings(facts);
}

/** The line that keeps the first `fit` from taking 10 to 18 seconds longer, with its reason. */
export function fastFirstFit(trans: ITranslate): string[] {
  const comment = trans.__(
    'Keras Doctor: keeps AutoGraph from converting tf-keras itself, as later releases of TensorFlow do.'
  );
  return [
    `# ${comment}`,
    'from tensorflow.python.autograph.core import config',
    'config.CONVERSION_RULES = (config.DoNotConvert("tf_keras"),) + config.CONVERSION_RULES'
  ];
}

function isTraining(name: string): boolean {
  const keras = parseKerasName(name);
  return (
    keras !== null &&
    /#(fit|train_on_batch|fit_generator|evaluate|predict)$/.test(keras.path)
  );
}
