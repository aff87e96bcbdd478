import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'smol-toml';
import pluginSchema from '../../../schema/plugin.json';
import { rules } from '../../core/rules';
import type { IOptions } from '../../core/rules/model';
import { defaultOptions } from '../../core/rules/model';
import { UsageError } from '../usage-error';
import type { ISchema } from './validate';
import { findMistake } from './validate';

/** Reads `[tool.keras-doctor]` of the `pyproject.toml` nearest to each file, once for each folder. */
export class SettingsReader {
  /** @param overrides What the command line sets, which goes before what the file says. */
  constructor(private readonly overrides: Partial<IOptions>) {}

  /**
   * The settings for a file.
   * @throws UsageError where the table is wrong.
   */
  optionsFor(path: string): IOptions {
    const folder = resolve(path === '-' ? '.' : dirname(path));
    return { ...defaultOptions, ...this.settingsOf(folder), ...this.overrides };
  }

  private settingsOf(folder: string): Partial<IOptions> {
    const known = this.found.get(folder);
    if (known) {
      return known;
    }
    const parent = dirname(folder);
    const settings =
      readTable(join(folder, 'pyproject.toml')) ??
      (parent === folder ? {} : this.settingsOf(parent));
    this.found.set(folder, settings);
    return settings;
  }

  private readonly found = new Map<string, Partial<IOptions>>();
}

/** The table of a `pyproject.toml`; null where there is no such file or no such table. */
function readTable(path: string): Partial<IOptions> | null {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (!text.includes('keras-doctor')) {
    return null;
  }
  const table = tableOf(path, text);
  if (table === undefined) {
    return null;
  }
  const mistake =
    findMistake(table, pluginSchema as ISchema) ?? unknownRule(table);
  if (mistake) {
    throw new UsageError(`${path}: [tool.keras-doctor]: ${mistake}`);
  }
  const { wantedKeras, pipStyle, disabledRules, severities } =
    table as Partial<IOptions>;
  return withoutUndefined({ wantedKeras, pipStyle, disabledRules, severities });
}

function tableOf(path: string, text: string): unknown {
  try {
    const { tool } = parse(text);
    return typeof tool === 'object' && 'keras-doctor' in tool
      ? tool['keras-doctor']
      : undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${path}: ${reason.split('\n')[0]}`);
  }
}

/** The first name of a rule that there is none of. */
function unknownRule(table: unknown): string | null {
  const { disabledRules = [], severities = {} } = table as Partial<IOptions>;
  const names = [...disabledRules, ...Object.keys(severities)];
  const unknown = names.find(name => !rules.some(({ id }) => id === name));
  return unknown === undefined ? null : `there is no rule ${unknown}`;
}

function withoutUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, each]) => each !== undefined)
  ) as Partial<T>;
}
