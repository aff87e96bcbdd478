import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pluginSchema from '../../../schema/plugin.json';
import { defaultOptions } from '../../core/rules/model';
import { UsageError } from '../usage-error';
import { SettingsReader } from './read-settings';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-settings-'));
  mkdirSync(join(folder, 'deep', 'down'), { recursive: true });
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function optionsOf(table: string, path = 'deep/down/a.ipynb'): unknown {
  writeFileSync(join(folder, 'pyproject.toml'), table);
  return new SettingsReader({}).optionsFor(join(folder, path));
}

it('reads the table of the nearest pyproject.toml that has one', () => {
  writeFileSync(
    join(folder, 'deep', 'pyproject.toml'),
    '[project]\nname="x"\n'
  );
  expect(
    optionsOf(
      '[tool.keras-doctor]\nwantedKeras = "keras3"\ndisabledRules = ["needs-keras-2"]\n[tool.keras-doctor.severities]\nlegacy-flag-after-import = "info"\n'
    )
  ).toEqual({
    ...defaultOptions,
    wantedKeras: 'keras3',
    disabledRules: ['needs-keras-2'],
    severities: { 'legacy-flag-after-import': 'info' }
  });
});

it('goes without one, and the command line goes before it', () => {
  expect(optionsOf('[project]\nname = "keras-doctor"\n')).toEqual(
    defaultOptions
  );
  writeFileSync(
    join(folder, 'pyproject.toml'),
    '[tool.keras-doctor]\npipStyle = "!pip"\nwantedKeras = "legacy"\n'
  );
  const reader = new SettingsReader({ wantedKeras: 'auto' });
  expect(reader.optionsFor(join(folder, 'a.ipynb'))).toEqual({
    ...defaultOptions,
    pipStyle: '!pip'
  });
});

it('takes every key of the settings schema', () => {
  const { properties } = pluginSchema;
  const lines = Object.entries(properties)
    .map(([key, { default: value }]) => [key, value] as const)
    .filter(([, value]) => typeof value !== 'object' || Array.isArray(value))
    .map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  const tables =
    '[tool.keras-doctor.badge]\ngpu = false\n[tool.keras-doctor.severities]\n';
  expect(
    optionsOf(`[tool.keras-doctor]\n${lines.join('\n')}\n${tables}`)
  ).toEqual(defaultOptions);
});

it.each([
  ['wanted = "keras3"', /wanted is not a setting; there are .*wantedKeras/],
  [
    'wantedKeras = "3"',
    /wantedKeras must be one of "auto", "legacy", "keras3"/
  ],
  ['disabledRules = "a"', /disabledRules must be a list/],
  ['disabledRules = [1]', /disabledRules\[0\] must be a string/],
  ['disabledRules = ["no-such"]', /there is no rule no-such/],
  ['timeout = 1.5', /timeout must be a whole number from 500 to 120000/],
  ['timeout = 10', /timeout must be a whole number from 500 to 120000/],
  ['checkOnOpen = 1', /checkOnOpen must be a boolean/],
  ['badge = 1', /badge must be a table/],
  ['badge = {tpu = true}', /badge.tpu is not a setting/],
  [
    'severities = {needs-keras-2 = "fatal"}',
    /severities.needs-keras-2 must be one of/
  ],
  ['severities = {no-such = "info"}', /there is no rule no-such/],
  ['= broken', /pyproject.toml: /]
])('refuses %s', (line, message) => {
  const read = (): unknown => optionsOf(`[tool.keras-doctor]\n${line}\n`);
  expect(read).toThrow(UsageError);
  expect(read).toThrow(message);
});
