/** The notebook's pins and the kernel's packages as one set of requirements that has to be met together. */
import { TENSORFLOW_DISTRIBUTIONS } from './releases';
import { parseRequirement, type IRequirement } from './requirement';
import type { Installed } from './resolve';

/** The requirements of each pip command, in running order. */
export type Commands = readonly (readonly IRequirement[])[];

/** What is asked of each package in the end, by name. */
export type Pins = ReadonlyMap<string, readonly IRequirement[]>;

/** More than any notebook has; the rest is not looked at. */
const MAX_COMMANDS = 50;
const MAX_REQUIREMENTS = 200;

/** Reads the commands, leaving out what is no requirement. */
export function parseCommands(
  installs: readonly (readonly string[])[]
): Commands {
  return installs.slice(0, MAX_COMMANDS).map(command =>
    command
      .slice(0, MAX_REQUIREMENTS)
      .map(parseRequirement)
      .filter(
        (requirement): requirement is IRequirement => requirement !== null
      )
  );
}

/** What the last command that names a package asks of it: what an earlier one asked no longer counts. */
export function effectivePins(commands: Commands): Pins {
  const pins = new Map<string, readonly IRequirement[]>();
  for (const command of commands) {
    for (const { name } of command) {
      pins.set(
        name,
        command.filter(requirement => requirement.name === name)
      );
    }
  }
  return pins;
}

/**
 * What has to be met together when the pins in `freed` may be anything. What is installed stays where that can be;
 * TensorFlow stays for certain, unless it is pinned or freed.
 */
export function jointRequirements(
  pins: Pins,
  installed: Installed,
  freed: readonly string[]
): readonly IRequirement[] {
  const typed = [...pins].flatMap(([name, requirements]) =>
    freed.includes(name)
      ? requirements.map(requirement => ({
          ...requirement,
          specifier: '',
          url: null
        }))
      : requirements.filter(requirement => requirement.url === null)
  );
  const present = [...installed.values()]
    .filter(candidate => !pins.has(candidate.name) && !candidate.opaque)
    .map(({ name, version }) => {
      const isFixed =
        TENSORFLOW_DISTRIBUTIONS.includes(name) && !freed.includes(name);
      return bareRequirement(name, isFixed ? `==${version}` : '');
    });
  return [...typed, ...present];
}

/** A requirement that is nothing but a name and a specifier. */
export function bareRequirement(name: string, specifier: string): IRequirement {
  return {
    name,
    rawName: name,
    extras: [],
    specifier,
    marker: null,
    url: null
  };
}
