import { parser } from '@lezer/python';
import { makeNotebook } from '../notebook/make-notebook';
import { knows } from '../compatibility/api-names';
import { diagnose } from '../diagnose';
import { makeEnvironment } from '../environment/make-environment';
import type { ICell, INotebook, ISpan } from '../notebook/model';
import { scan } from '../notebook/scan';
import { ScanCache } from '../notebook/scan-cache';
import { blankMagics } from '../notebook/source/blank-magics';
import { rules } from '../rules';
import type { IDiagnostic } from '../rules/model';
import { defaultOptions } from '../rules/model';
import { untranslated } from '../translate';
import { apply } from './apply';
import { ignoreFix } from './ignore';

const releases: readonly Readonly<Record<string, string>>[] = [
  { tensorflow: '2.16.2', keras: '3.15.1', 'tf-keras': '2.16.0' },
  { tensorflow: '2.15.1', keras: '2.15.0' }
];
const environments = releases.map(versions =>
  makeEnvironment({ python: '3.11.7', versions })
);

type Placed = IDiagnostic & { readonly span: ISpan };

function found(
  notebook: INotebook,
  environment: (typeof environments)[number]
): Placed[] {
  const facts = scan(notebook, new ScanCache(knows));
  return diagnose(
    facts,
    environment,
    defaultOptions,
    untranslated
  ).diagnostics.filter((one): one is Placed => one.span !== null);
}

/** What runs: the words of the code without comments and line breaks, and the magics. */
function program({ source }: ICell): string[] {
  const { code, commands } = blankMagics(source);
  const isShell = commands.some(({ name }) => name === 'bash');
  const words = commands
    .map(({ from, to }) => source.slice(from, to))
    .map(text => (isShell ? text.replace(/\s+#.*$/, '') : text));
  parser.parse(code).iterate({
    enter: ({ name, from, to, node }) => {
      if (node.type.isError) {
        words.push('error');
      } else if (!node.firstChild && name !== 'Comment') {
        words.push(code.slice(from, to).trim());
      }
    }
  });
  return words.filter(word => word !== '');
}

/** Where a finding is once an edit has written something in front of it. */
function moved(diagnostic: Placed, edit: { from: number; text: string }) {
  const by = edit.from <= diagnostic.span.from ? edit.text.length : 0;
  const { cell, from } = diagnostic.span;
  return { rule: diagnostic.rule, cell, from: from + by };
}

function expectSilenced(
  notebook: INotebook,
  diagnostic: Placed,
  environment: (typeof environments)[number]
): void {
  const { rule, span } = diagnostic;
  const fix = ignoreFix(notebook, { rule, span }, 'line', untranslated);
  const after = apply(notebook, fix.edits).notebook;
  expect(after.cells.map(program)).toEqual(notebook.cells.map(program));
  const [edit] = fix.edits;
  const place = moved(diagnostic, {
    from: edit.kind === 'replace' ? edit.from : 0,
    text: edit.kind === 'replace' ? edit.text : ''
  });
  const left = found(after, environment).map(one => ({
    rule: one.rule,
    cell: one.span.cell,
    from: one.span.from
  }));
  expect(left).not.toContainEqual(place);
}

describe('a finding is silenced on its line, and the program stays as it is', () => {
  it.each(rules.map(({ id, examples }) => [id, examples] as const))(
    'in the examples of %s',
    (_, examples) => {
      for (const { before } of examples) {
        const notebook = makeNotebook(...before);
        for (const environment of environments) {
          found(notebook, environment).forEach(diagnostic =>
            expectSilenced(notebook, diagnostic, environment)
          );
        }
      }
    }
  );

  const load = 'import tensorflow as tf';
  it.each([
    [
      'in a call over lines',
      'tf.keras.optimizers.Adam(\n  lr=0.1,\n  decay=1e-6\n)'
    ],
    ['before a `\\`', 'a = tf.keras.optimizers.Adam(lr=0.1) or \\\n  None'],
    ['behind a `\\`', 'a = None or \\\n  tf.keras.optimizers.Adam(lr=0.1)'],
    [
      'between two',
      'a = 1 \\\n  and tf.keras.optimizers.Adam(lr=1) \\\n  and 2'
    ],
    ['beside a text', 'f = tf.keras.optimizers.Adam(lr=0.1), """\n# a\n"""'],
    ['after a text', 'f = """\n# a\n""", tf.keras.optimizers.Adam(lr=0.1)'],
    ['in an f-string', 'f = f"""{tf.keras.optimizers.Adam(lr=0.1)}\n"""'],
    ['with a comment', 'f = tf.keras.optimizers.Adam(lr=0.1)  # fast'],
    [
      'with Windows lines',
      'a = 1 \\\r\n or tf.keras.optimizers.Adam(lr=1)\r\nb'
    ],
    ['in %time', 'if True:\n  %time tf.keras.optimizers.Adam(lr=0.1)'],
    ['in %%time', '%%time\ntf.keras.optimizers.Adam(lr=0.1)'],
    ['in %pip', '%pip install -q \\\n  tf-keras'],
    ['in an assigned command', 'log = !pip install tf-keras'],
    ['in a shell', '%%bash\npip install \\\n  tf-keras\nls']
  ])('%s', (_, source) => {
    const notebook = makeNotebook(...[load, source]);
    const diagnostics = found(notebook, environments[0]);
    expect(diagnostics.length).toBeGreaterThan(0);
    diagnostics.forEach(one => expectSilenced(notebook, one, environments[0]));
  });
});

it.each([
  'tf.keras.optimizers.Adam(lr=0.1)',
  '%%bash\npip install tf-keras',
  '!pip install tf-keras'
])('%j is silenced in the whole notebook', source => {
  const notebook = makeNotebook(...['import tensorflow as tf', source, source]);
  const [{ rule, span }, ...others] = found(notebook, environments[0]);
  expect(others.map(other => other.rule)).toContain(rule);
  const fix = ignoreFix(notebook, { rule, span }, 'notebook', untranslated);
  const after = found(apply(notebook, fix.edits).notebook, environments[0]);
  expect(after.map(one => one.rule)).not.toContain(rule);
});
