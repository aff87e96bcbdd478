import type { Command } from 'commander';
import type { IEnvironment } from '../../core/environment/model';
import type { IEnvironmentOptions } from '../environments/choose-environment';
import { chooseEnvironment } from '../environments/choose-environment';
import { print } from '../output/print';
import { addEnvironmentOptions } from './shared-options';

export function addProbe(program: Command): void {
  const command = program
    .command('probe')
    .description(
      'print what an environment has, as JSON that --environment takes (schema/probe-result.schema.json)'
    )
    .action(probe);
  addEnvironmentOptions(command);
}

async function probe(options: IEnvironmentOptions): Promise<void> {
  const { environment } = await chooseEnvironment(options);
  print(`${JSON.stringify(toProbeResult(environment), null, 2)}\n`);
}

/** An environment in the shape that the probe answers in. */
export function toProbeResult(environment: IEnvironment): object {
  const {
    distributions,
    notes,
    configuredBackend,
    installer,
    loaded,
    ...rest
  } = environment;
  return {
    ...rest,
    loaded: { ...loaded, tfKerasBroken: loaded.tfKerasBroken ?? false },
    configuredBackend: configuredBackend ?? null,
    installer: installer ?? null,
    distributions: [...distributions.values()],
    notes: notes ?? []
  };
}
