import { chooseRuntime, colabRuntimes } from './compatibility/colab-runtimes';
import { findTensorFlow } from './environment/find-tensorflow';
import type { IEnvironment } from './environment/model';
import type { IFacts } from './notebook/model';
import type { ITranslate } from './translate';

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
  if (environment.host !== 'colab') {
    return null;
  }
  if (
    !findTensorFlow(environment) &&
    environment.accelerators.source === 'tpu'
  ) {
    return trans.__(
      'This is a TPU runtime of Colab, and those have no TensorFlow. Choose another under Runtime → Change runtime type; or stay, and use Keras 3 with `KERAS_BACKEND=jax`.'
    );
  }
  const requirements = pinsOf(facts);
  const here = {
    name: 'here',
    python: environment.python,
    packages: versionsOf(environment)
  };
  const choice = chooseRuntime(requirements);
  if (!choice || chooseRuntime(requirements, [here])) {
    return null;
  }
  const { runtime, requirements: deciding } = choice;
  const { name, python, packages } = runtime;
  return trans.__(
    "The notebook asks for %1. Colab's runtime version %2 has that (TensorFlow %3, Keras %4, Python %5): Runtime → Change runtime type → %2. Then the line that installs it can go.",
    deciding.join(', '),
    name === colabRuntimes[0].name ? trans.__('Latest') : name,
    packages.tensorflow,
    packages.keras,
    python
  );
}

/** What the notebook's own lines install whatever happens. */
function pinsOf({ installs }: IFacts): string[] {
  return installs
    .filter(({ guard, action }) => guard === null && action === 'install')
    .flatMap(({ requirements }) => requirements.map(({ text }) => text));
}

function versionsOf({
  distributions
}: IEnvironment): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...distributions.values()].map(({ name, version }) => [name, version])
  );
}
