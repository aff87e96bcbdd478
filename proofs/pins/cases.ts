/**
 * Combinations on which the pin solver is compared with uv and pip, drawn from the table of releases by a seeded generator.
 */
import { Catalog } from '../../src/core/compatibility/catalog';
import type { WantedKeras } from '../../src/core/compatibility/pins';
import type { ReleaseTable } from '../../src/core/compatibility/releases';
import {
  parseRequirement,
  type IRequirement
} from '../../src/core/compatibility/requirement';
import { resolve } from '../../src/core/compatibility/resolve';

export interface ICase {
  readonly python: string;
  /** Versions by name. */
  readonly installed: Readonly<Record<string, string>>;
  readonly installs: readonly (readonly string[])[];
  readonly keras: WantedKeras;
}

/** How many cases the recording holds, beside the hard ones. */
export const DRAWN = 320;

const PYTHONS = ['3.9.18', '3.10.13', '3.11.7', '3.12.1', '3.13.0'];
const KERAS: readonly WantedKeras[] = [
  'any',
  'any',
  'keras2',
  'keras2',
  'keras3'
];
const COMPANIONS = [
  'tensorflow-text',
  'tensorflow-hub',
  'tensorflow-probability[tf]',
  'tensorflow-decision-forests',
  'tensorflow-model-optimization',
  'tensorflow-addons',
  'tensorflow-addons[tensorflow]',
  'tensorflow-recommenders',
  'tensorflow-datasets',
  'keras-hub',
  'keras-nlp',
  'keras-cv',
  'keras-tuner',
  'transformers',
  'transformers[tf]',
  'tf-agents',
  'numpy',
  'protobuf',
  'ml-dtypes'
];

/** As many cases as asked for, always the same ones for the same table and seed. */
export function drawCases(
  table: ReleaseTable,
  count: number,
  seed = 2016
): readonly ICase[] {
  const draw = new Drawer(table, seed);
  return Array.from({ length: count }, () => draw.one());
}

/** Mulberry32: a small generator of evenly spread numbers, good enough to draw cases and the same everywhere. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

class Drawer {
  constructor(
    private readonly table: ReleaseTable,
    seed: number
  ) {
    this.next = numbers(seed);
  }

  one(): ICase {
    const python = this.pick(PYTHONS);
    const installed = this.next() < 0.4 ? {} : this.installed(python);
    const commands = 1 + Number(this.next() < 0.4);
    return {
      python,
      installed,
      installs: Array.from({ length: commands }, () => this.command()),
      keras: this.pick(KERAS)
    };
  }

  /** What a fresh install of some TensorFlow and companions gives, sometimes with another tf-keras put over it. */
  private installed(python: string): Record<string, string> {
    const catalog = new Catalog(this.table, {
      python,
      platform: 'linux',
      machine: 'x86_64'
    });
    const tensorflow = this.pick(
      catalog
        .candidates('tensorflow')
        .filter(candidate => candidate.requires.length > 0)
    ).version;
    const texts = [
      `tensorflow==${tensorflow}`,
      ...(this.next() < 0.5 ? [this.pick(COMPANIONS)] : [])
    ];
    const roots = texts
      .map(parseRequirement)
      .filter((one): one is IRequirement => one !== null);
    const resolution = resolve(roots, catalog, new Map());
    const installed = resolution.ok
      ? Object.fromEntries(
          [...resolution.chosen].map(([name, { version }]) => [name, version])
        )
      : {};
    return this.next() < 0.25
      ? {
          ...installed,
          'tf-keras': this.pick(Object.keys(this.table['tf-keras']))
        }
      : installed;
  }

  private command(): readonly string[] {
    const names = new Set<string>();
    for (let i = Math.floor(this.next() * 3); i >= 0; i--) {
      const draw = this.next();
      names.add(
        draw < 0.3
          ? 'tensorflow'
          : draw < 0.6
            ? 'tf-keras'
            : draw < 0.7
              ? 'keras'
              : this.pick(COMPANIONS)
      );
    }
    return [...names].map(name => name + this.specifier(name));
  }

  private specifier(name: string): string {
    const listed = Object.keys(this.table[name.replace(/\[.*/, '')]);
    const recent = listed.slice(-Math.min(listed.length, 25));
    const version = this.pick(recent);
    const [major, minor = '0'] = version.split('.');
    const draw = this.next();
    if (draw < 0.3) {
      return '';
    }
    if (draw < 0.8) {
      return `==${version}`;
    }
    return draw < 0.87
      ? `~=${major}.${minor}.0`
      : draw < 0.94
        ? `<${version}`
        : `>=${version}`;
  }

  private pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.next() * items.length)];
  }

  private readonly next: () => number;
}
