import { readFileSync } from 'fs';
import { join } from 'path';
import { knows } from '../compatibility/api-names';
import { diagnose } from '../diagnose';
import { parseProbe } from '../environment/parse-probe';
import { makeNotebook } from '../notebook/make-notebook';
import { scan } from '../notebook/scan';
import { ScanCache } from '../notebook/scan-cache';
import { rules } from '../rules';
import type { ProofEnvironment } from '../rules/model';
import { defaultOptions } from '../rules/model';
import { untranslated } from '../translate';
import { apply } from './apply';
import { keras3CellMark } from './bring-keras-3';
import { doneTitles } from './done-titles';
import { legacyCellMark } from './missing-tf-keras';
import type { Edit } from './model';
import { pinsCellMark } from './pins-cell';

const notebook = makeNotebook('import keras', 'Adam(lr=1)', 'SGD(lr=1)');

function insert(rule: string, moved = false): Edit {
  return { kind: 'insert-cell', beforeCellId: 'c0', source: 'x', rule, moved };
}

function replace(cellId: string, expected: string, text: string): Edit {
  return { kind: 'replace', cellId, from: 0, to: 1, expected, text };
}

const said = (...edits: Edit[]) => doneTitles(notebook, edits, untranslated);

it.each([
  [legacyCellMark, 'Inserted the Keras 2 cell'],
  [keras3CellMark, 'Inserted the Keras 3 cell'],
  [pinsCellMark, 'Inserted the cell with the pip pins'],
  ['another-rule', 'Inserted a cell']
])('tells of an inserted cell: %s', (rule, title) => {
  expect(said(insert(rule))).toEqual([title]);
});

it.each([
  ['lr', 'learning_rate', 'Replaced lr by learning_rate in cell 2'],
  ['', ', name="a"', 'Added name="a" in cell 2'],
  ['decay=0.1, ', '', 'Removed decay=0.1 in cell 2'],
  ['a\nb', 'c', 'Changed code in cell 2'],
  ['', 'x'.repeat(99), 'Added code in cell 2'],
  ['', '', 'Added code in cell 2'],
  [
    '',
    '  # keras-doctor: ignore[lr-argument]',
    'Added a comment that ignores the finding in cell 2'
  ]
])('tells of a change: %j by %j', (expected, text, title) => {
  expect(said(replace('c1', expected, text))).toEqual([title]);
});

it('tells the same change once, and a moved line as moved', () => {
  expect(
    said(
      replace('c1', 'lr', 'learning_rate'),
      replace('c2', 'lr', 'learning_rate')
    )
  ).toEqual(['Replaced lr by learning_rate in 2 cells']);
  expect(
    said(
      insert('install-after-import', true),
      replace('c1', '!pip install x', '')
    )
  ).toEqual(['Moved an install line before the import']);
});

/** What the real probe saw (`proofs/record_fixtures.py`). */
function environmentOf(name: ProofEnvironment) {
  const folder = join(__dirname, '..', '..', '..', 'proofs', 'fixtures');
  const text = readFileSync(join(folder, `${name}.json`), 'utf8');
  const environment = parseProbe(text);
  if ('error' in environment) {
    throw new Error(environment.error);
  }
  return environment;
}

it('tells in the past tense what every fix of every rule did', () => {
  const titles = rules.flatMap(rule =>
    rule.examples.flatMap(({ before, environment, options }) => {
      const facts = scan(makeNotebook(...before), new ScanCache(knows));
      const settings = { ...defaultOptions, ...options };
      const kernel = environmentOf(environment);
      return diagnose(facts, kernel, settings, untranslated)
        .diagnostics.flatMap(({ fixes }) => fixes)
        .map(({ edits }) =>
          doneTitles(apply(facts.notebook, edits).notebook, edits, untranslated)
        );
    })
  );
  expect(titles.length).toBeGreaterThan(100);
  expect(titles.filter(told => told.length === 0)).toEqual([]);
  const past = /^(Inserted|Replaced|Added|Removed|Changed|Moved) /;
  expect(titles.flat().filter(title => !past.test(title))).toEqual([]);
  expect(titles.flat().filter(title => / cell 0$/.test(title))).toEqual([]);
});
