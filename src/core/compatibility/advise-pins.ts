/** What the user can choose when no correction of the pins helps. */
import { Catalog, type IKnownRequirement } from './catalog';
import { chooseRuntime, colabRuntimes } from './colab-runtimes';
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
  const pythons = pythonsThatCan(stalemate, pins);
  return [
    ...otherReleases(stalemate, pins, trans),
    ...(stalemate.environment.host === 'colab'
      ? anotherRuntime(stalemate, { pins, pythons }, trans)
      : anotherPython(stalemate, pythons, trans)),
    ...droppable(stalemate, pins, trans)
  ];
}

function anotherPython(
  { environment }: IStalemate,
  pythons: readonly string[],
  trans: ITranslate
): IPinAdvice[] {
  const own = minorOf(environment.python);
  const others = pythons.filter(python => python !== own);
  const list = others.join(', ');
  return others.length > 0
    ? [
        {
          kind: 'another-python',
          name: null,
          versions: others,
          message: trans.__('A kernel with Python %1 can install it.', list)
        }
      ]
    : [];
}

/**
 * On Colab a Python comes with a runtime version, and there is no other way to one. Nothing where it is not the Python that is
 * in the way, and where a runtime has all that is asked for: `adviseRuntime` names that one.
 */
function anotherRuntime(
  { environment }: IStalemate,
  { pins, pythons }: { pins: Pins; pythons: readonly string[] },
  trans: ITranslate
): IPinAdvice[] {
  const asked = [...pins.values()]
    .flat()
    .map(({ name, specifier }) => name + specifier);
  const isPythonInTheWay =
    pythons.length > 0 && !pythons.includes(minorOf(environment.python) ?? '');
  if (!isPythonInTheWay || chooseRuntime(asked)) {
    return [];
  }
  const newest = colabRuntimes.find(({ python }) =>
    pythons.includes(minorOf(python) ?? '')
  );
  return [
    {
      kind: 'pin-runtime',
      name: null,
      versions: newest ? [minorOf(newest.python) ?? newest.python] : [],
      message: newest
        ? trans.__(
            "Colab's runtime version %1 has Python %2, which can install it.",
            newest.name,
            newest.python
          )
        : trans.__(
            "None of Colab's runtime versions has a Python that can install it."
          )
    }
  ];
}

/** The Pythons on which the notebook's pins can be met in a fresh environment. */
function pythonsThatCan(
  { environment, releases, known }: IStalemate,
  pins: Pins
): readonly string[] {
  return PYTHONS.filter(python => {
    const kernel = { ...environment, python: `${python}.99` };
    const nothing: Installed = new Map();
    return (
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
