import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import { environmentFromTable } from '../../core/compatibility/table-environment';
import { version } from '../../core/version';
import { diagnoseDocument, reportOf } from '../check/check-document';
import { excerptOf } from '../check/describe';
import type { FileOutcome } from '../check/model';
import { readDocument } from '../documents/read-document';
import { defaultOptions } from '../../core/rules/model';
import checkSchema from '../schemas/check-result.schema.json';
import { chooseOutput } from './choose-output';
import type { Format } from './choose-output';
import { printable } from './model';
import sarifSchema from './fixtures/sarif-2.1.0.schema.json';

const environment = environmentFromTable(['tensorflow==2.16.2'], {
  python: '3.12.4',
  platform: 'linux',
  machine: 'x86_64'
});
if ('error' in environment) {
  throw new Error(environment.error);
}
const head = { environment, source: 'the table', version };

const bad = JSON.stringify(
  {
    cells: [
      { cell_type: 'markdown', source: 'text' },
      {
        cell_type: 'code',
        id: 'pins',
        source: ['!pip install tensorflow==2.16.2 tf-keras==2.15.1\n']
      },
      {
        cell_type: 'code',
        id: 'model',
        source: [
          'import tensorflow as tf\n',
          '\tlayer = tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'.slice(
            1
          )
        ]
      }
    ],
    metadata: { language_info: { name: 'python' } },
    nbformat: 4,
    nbformat_minor: 5
  },
  null,
  1
);

function outcomeOf(text: string, path: string): FileOutcome {
  const document = readDocument(text, path);
  const diagnosis = diagnoseDocument(
    document,
    head.environment,
    defaultOptions
  );
  return {
    path,
    report: reportOf(document, diagnosis),
    excerpts: diagnosis.diagnostics.map(({ span }) => excerptOf(document, span))
  };
}

function write(format: Format, outcomes: readonly FileOutcome[]): string {
  const output = chooseOutput(format, head, false);
  return outcomes.map(each => output.file(each)).join('') + output.end();
}

const found = outcomeOf(bad, 'a b/\u00fc,:%.ipynb');
const unreadable: FileOutcome = { path: 'broken.ipynb', error: 'not JSON: x' };
const clean = outcomeOf('{"cells": []}', 'clean.ipynb');
const all = [found, unreadable, clean];

describe('json', () => {
  const result = JSON.parse(write('json', all)) as {
    files: Record<string, unknown>;
  };

  it('is what its schema says', () => {
    const validate = new Ajv({
      allErrors: true,
      allowUnionTypes: true
    }).compile(checkSchema);
    expect(validate(result) ? [] : validate.errors).toEqual([]);
    const broken = { ...result, summary: {} };
    expect(validate(broken)).toBe(false);
  });

  it('tells verdict, requirements, diagnostics and fixes by path', () => {
    expect(Object.keys(result.files)).toEqual(all.map(({ path }) => path));
    expect(result.files['broken.ipynb']).toEqual({ error: 'not JSON: x' });
    const sourceLine =
      'layer = tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])';
    const from = `import tensorflow as tf\n${sourceLine}`.indexOf(
      'batch_input'
    );
    expect(result.files['a b/\u00fc,:%.ipynb']).toMatchObject({
      verdict: {
        needs: 'keras2',
        evidence: {
          keras2: [
            { cell: 2, cellId: 'model', what: 'GRU(batch_input_shape=\u2026)' }
          ],
          keras3: []
        }
      },
      keras: { flavor: 'keras3', legacy: false },
      requirements: {
        conflict: true,
        judged: [
          { requirement: 'tensorflow==2.16.2', cell: 1, cellId: 'pins' },
          { requirement: 'tf-keras==2.15.1', cell: 1, cellId: 'pins' }
        ],
        conflicts: [
          {
            requirement: 'tensorflow<2.16,>=2.15',
            requiredBy: 'tf-keras 2.15.1'
          }
        ]
      },
      diagnostics: expect.arrayContaining([
        expect.objectContaining({
          rule: 'needs-keras-2',
          severity: 'error',
          cell: 2,
          cellId: 'model',
          span: {
            from,
            to: from + 'batch_input_shape=[1, None, 3]'.length,
            line: 2,
            column: sourceLine.indexOf('batch') + 1,
            endLine: 2,
            endColumn: sourceLine.length,
            fileLine:
              bad.split('\n').findIndex(line => line.includes('GRU')) + 1
          }
        })
      ])
    });
  });

  it('gives the edits of a fix by cell', () => {
    const { report } = found as Extract<FileOutcome, { report: unknown }>;
    const { fixes } =
      report.diagnostics.find(({ rule }) => rule === 'needs-keras-2') ?? {};
    expect(fixes?.[0]).toMatchObject({
      choice: 'legacy',
      edits: expect.arrayContaining([
        expect.objectContaining({
          kind: 'insert-cell',
          cell: 2,
          cellId: 'model',
          rule: 'needs-keras-2'
        })
      ])
    });
  });
});

describe('sarif', () => {
  const log = JSON.parse(write('sarif', all)) as {
    runs: {
      results: { ruleId: string; ruleIndex: number; locations: object[] }[];
      tool: { driver: { rules: { id: string }[] } };
    }[];
  };

  it('is SARIF 2.1.0', () => {
    const validate = new Ajv2020({
      allErrors: true,
      strict: false,
      validateFormats: false
    }).compile(sarifSchema);
    expect(validate(log) ? [] : validate.errors).toEqual([]);
    log.runs[0].results[0].ruleIndex = -7;
    expect(validate(log)).toBe(false);
  });

  it('places results in the file and in the cell', () => {
    const [{ results, tool }] = log.runs;
    expect(tool.driver.rules.map(({ id }) => id)).toContain(results[0].ruleId);
    const result = results.find(({ ruleId }) => ruleId === 'needs-keras-2');
    expect(result).toMatchObject({
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'a%20b/%C3%BC%2C%3A%25.ipynb' },
            region: { startLine: expect.any(Number) }
          },
          logicalLocations: [{ name: 'cell 3' }]
        }
      ]
    });
  });
});

describe('github', () => {
  const lines = write('github', all).trimEnd().split('\n');

  it('is one workflow command for each finding, escaped', () => {
    const pattern =
      /^::(error|warning|notice) file=[^:,]+(,line=\d+)?,title=[^:,]+::\S.*$/;
    expect(lines.filter(line => !pattern.test(line))).toEqual([]);
    expect(lines[0]).toContain('file=a b/\u00fc%2C%3A%25.ipynb,line=');
    expect(lines).toContain(
      '::error file=broken.ipynb,title=Keras Doctor::not JSON: x'
    );
  });
});

describe('text', () => {
  it('shows the place with a caret', () => {
    expect(write('text', [found])).toContain(
      [
        'a b/\u00fc,:%.ipynb:cell 3:2:32: error needs-keras-2 This notebook needs Keras 2 (GRU(batch_input_shape=\u2026)); the kernel has Keras 3.15.1.',
        '  |',
        '2 | layer = tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])',
        '  |                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
        '  fix: '
      ].join('\n')
    );
    expect(write('text', [clean, unreadable])).toBe(
      'broken.ipynb: unreadable not JSON: x\nNo problem found in 2 files, 1 unreadable.\n'
    );
  });

  it('shows lines of a Python file by the file', () => {
    const text =
      '# %%\nimport tensorflow as tf\n# %%\ntf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])\n';
    expect(write('text', [outcomeOf(text, 'a.py')])).toContain('a.py:4:24: ');
  });

  it('lets nothing through that a terminal would obey', () => {
    const evil = 'x\u001b]0;owned\u0007\u202e\r\n\u009b2J';
    expect(printable(evil)).toBe(
      'x\ufffd]0;owned\ufffd\ufffd\ufffd\ufffd\ufffd2J'
    );
    const outcome: FileOutcome = { path: evil, error: evil };
    // eslint-disable-next-line no-control-regex -- what is looked for
    const obeyed = /[\u0000-\u0009\u000b-\u001f\u0080-\u009f\u202e]/;
    expect(write('text', [outcome])).not.toMatch(obeyed);
    expect(write('github', [outcome]).trimEnd().split('\n')).toHaveLength(1);
  });
});
