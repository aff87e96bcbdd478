/** What the user can choose when no correction of the pins helps. */
import { Catalog, type IKnownRequirement } from './catalog';
import {
  effectivePins,
  jointRequirements,
  type Commands,
  type Pins
} from './joint-requirements';
import type { IPinAdvice, PinEnvironment } from './pins';
import { TENSORFLOW_DISTRIBUTIONS, type ReleaseTable } from './releases';
import { resolve, type Installed } from './resolve';
import type { ITranslate } from '../translate';
import { minorOf } from './version';

export interface IStalemate {
  readonly commands: Commands;
  readonly before: Installed;
  readonly catalog: Catalog;
  readonly environment: PinEnvironment;
  readonly releases: ReleaseTable;
  readonly known: readonly IKnownRequirement[];
}

/** Pythons that TensorFlow 2 has had wheels for, and the ones after them. */
const PYTHONS = ['3.7', '3.8', '3.9', '3.10', '3.11', '3.12', '3.13', '3.14'];

/** The choices that would open a solution. */
export function advisePins(
  stalemate: IStalemate,
  trans: ITranslate
): readonly IPinAdvice[] {
  const pins = effectivePins(stalemate.commands);
  const pythons = otherPythons(stalemate, pins);
  const list = pythons.join(', ');
  return [
    ...otherReleases(stalemate, pins, trans),
    ...(pythons.length > 0
      ? [
          {
            kind: 'another-python' as const,
            name: null,
            versions: pythons,
            message: trans.__('A kernel with Python %1 can install it.', list)
          }
        ]
      : []),
    ...(pythons.length > 0 && stalemate.environment.host === 'colab'
      ? [
          {
            kind: 'pin-runtime' as const,
            name: null,
            versions: pythons,
            message: trans.__(
              'Choose an older Colab runtime version with Python %1.',
              list
            )
          }
        ]
      : []),
    ...droppable(stalemate, pins, trans)
  ];
}

/** The Pythons on which the notebook's pins can be met in a fresh environment. */
function otherPythons(
  { environment, releases, known }: IStalemate,
  pins: Pins
): readonly string[] {
  const own = minorOf(environment.python);
  return PYTHONS.filter(python => {
    const kernel = { ...environment, python: `${python}.99` };
    const nothing: Installed = new Map();
    return (
      python !== own &&
      pins.size > 0 &&
      resolve(
        jointRequirements(pins, nothing, []),
        new Catalog(releases, kernel, known),
        nothing
      ).ok
    );
  });
}

/** For TensorFlow pinned to what this Python cannot install: the minors that it can. */
function otherReleases(
  { catalog, environment }: IStalemate,
  pins: Pins,
  trans: ITranslate
): readonly IPinAdvice[] {
  return TENSORFLOW_DISTRIBUTIONS.flatMap(name => {
    const wanted = pins.get(name) ?? [];
    if (
      wanted.every(
        ({ specifier }) => catalog.matching(name, specifier).length > 0
      )
    ) {
      return [];
    }
    const minors = new Set(
      catalog.candidates(name).map(({ version }) => minorOf(version) ?? '')
    );
    const versions = [...minors].reverse();
    return [
      {
        kind: 'another-release' as const,
        name,
        versions,
        message:
          versions.length > 0
            ? trans.__(
                'Python %1 can install %2 %3.',
                environment.python,
                name,
                versions.join(', ')
              )
            : trans.__(
                'No release of %1 can be installed on Python %2 and this platform.',
                name,
                environment.python
              )
      }
    ];
  });
}

/** Packages without which the rest fits together. */
function droppable(
  { catalog, before }: IStalemate,
  pins: Pins,
  trans: ITranslate
): readonly IPinAdvice[] {
  return [...pins.keys(), ...before.keys()]
    .filter((name, position, names) => names.indexOf(name) === position)
    .filter(
      name => catalog.knows(name) && !TENSORFLOW_DISTRIBUTIONS.includes(name)
    )
    .slice(0, 20)
    .filter(name => {
      const restPins = new Map([...pins].filter(([one]) => one !== name));
      const rest = new Map([...before].filter(([one]) => one !== name));
      return resolve(jointRequirements(restPins, rest, []), catalog, rest).ok;
    })
    .map(name => ({
      kind: 'drop-package' as const,
      name,
      versions: [],
      message: trans.__('Without %1 the other packages fit together.', name)
    }));
}
