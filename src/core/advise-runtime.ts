import type {
  IColabRuntime,
  IRuntimeChoice
} from './compatibility/colab-runtimes';
import { chooseRuntime } from './compatibility/colab-runtimes';
import { findTensorFlow } from './environment/find-tensorflow';
import type { IEnvironment } from './environment/model';
import type { IFacts } from './notebook/model';
import type { ITranslate } from './translate';
import { leavesOpen, readRequirements } from './unread-installs';

/**
 * Which of Colab's runtimes to choose, in a sentence; null elsewhere than on Colab, and where the running one will do. A
 * notebook that pins older releases runs as it is on a runtime that has them; installing them over a newer one often cannot
 * work, because no wheel of them exists for its Python.
 */
export function adviseRuntime(
  facts: IFacts,
  environment: IEnvironment,
  trans: ITranslate
): string | null {
  if (environment.host !== 'colab' || leavesOpen(facts)) {
    return null;
  }
  const requirements = pinsOf(facts);
  if (environment.accelerators.source === 'tpu') {
    return lacksTensorFlow(environment) && needsTensorFlow(facts, requirements)
      ? trans.__(
          'This is a TPU runtime of Colab, and those have no TensorFlow. Choose another under Runtime → Change runtime type; or stay, and use Keras 3 with `KERAS_BACKEND=jax`.'
        )
      : null;
  }
  const here: IColabRuntime = {
    name: 'here',
    python: environment.python,
    dated: '',
    isTpu: false,
    packages: versionsOf(environment)
  };
  const choice = chooseRuntime(requirements);
  return choice &&
    isAboutKeras(facts, requirements) &&
    !chooseRuntime(requirements, [here])
    ? sentence(choice, trans)
    : null;
}

function lacksTensorFlow(environment: IEnvironment): boolean {
  const { KERAS_BACKEND: backend } = environment.variables;
  return !findTensorFlow(environment) && backend === null;
}

/** Keras alone does too, as long as no other backend is chosen. */
function needsTensorFlow(
  { imports, variables }: IFacts,
  requirements: readonly string[]
): boolean {
  const isInstalled = requirements.some(text =>
    /^(tensorflow|tf-nightly)/i.test(text)
  );
  const isOtherBackend = variables.some(
    ({ variable }) => variable === 'KERAS_BACKEND'
  );
  return imports.some(
    ({ module }) =>
      !isInstalled &&
      (/^(tensorflow|tf_keras)(\.|$)/.test(module) ||
        (!isOtherBackend && /^keras(\.|$)/.test(module)))
  );
}

function sentence(
  { runtime, requirements }: IRuntimeChoice,
  trans: ITranslate
): string {
  const { name, python, dated, packages } = runtime;
  const asked = requirements.join(', ');
  const { tensorflow, keras } = packages;
  return name === 'latest'
    ? trans.__(
        "The notebook asks for %1. Colab's latest runtime had that on %2 (TensorFlow %3, Keras %4, Python %5): Runtime → Change runtime type → Runtime version → Latest. Then the line that installs it can go.",
        asked,
        dated,
        tensorflow,
        keras,
        python
      )
    : trans.__(
        "The notebook asks for %1. Colab's runtime version %2 has that (TensorFlow %3, Keras %4, Python %5): Runtime → Change runtime type → Runtime version → %2. Then the line that installs it can go.",
        asked,
        name,
        tensorflow,
        keras,
        python
      );
}

/** Other notebooks may pin what they like: nobody asked about those. */
function isAboutKeras(
  { imports }: IFacts,
  requirements: readonly string[]
): boolean {
  return [...imports.map(({ module }) => module), ...requirements].some(name =>
    /keras|tensorflow/i.test(name)
  );
}

/** What the notebook's own lines install whatever happens. */
function pinsOf({ installs }: IFacts): string[] {
  return installs
    .filter(({ guard, action }) => guard === null && action === 'install')
    .flatMap(install => readRequirements(install).map(({ text }) => text));
}

function versionsOf({
  distributions
}: IEnvironment): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...distributions.values()].map(({ name, version }) => [name, version])
  );
}
