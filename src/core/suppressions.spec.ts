import { diagnose } from './diagnose';
import { makeEnvironment } from './environment/make-environment';
import type { INotebook, ISpan } from './notebook/model';
import { scan } from './notebook/scan';
import { defaultOptions } from './rules/model';
import type { IDiagnostic } from './rules/model';
import { withoutSuppressed } from './suppressions';
import { untranslated } from './translate';

function notebook(...sources: string[]): INotebook {
  return {
    language: 'python',
    cells: sources.map((source, index) => ({
      id: String(index),
      type: source.startsWith('# text') ? 'markdown' : 'code',
      source,
      editable: true,
      insertedBy: null
    }))
  };
}

function finding(rule: string, span: ISpan | null): IDiagnostic {
  return { rule, span, severity: 'error', message: '', fixes: [] };
}

/** The rules whose finding on the text `bad` in a cell is still reported. */
function shown(source: string, rules = ['a-b', 'c']): string[] {
  const from = source.indexOf('bad');
  const span = { cell: 0, from, to: from + 3 };
  return withoutSuppressed(
    rules.map(rule => finding(rule, span)),
    notebook(source)
  ).map(({ rule }) => rule);
}

it.each([
  ['bad # keras-doctor: ignore[a-b]', ['c']],
  ['bad #keras-doctor:ignore[ c , a-b ]', []],
  ['bad # keras-doctor: ignore', []],
  ['bad # text # keras-doctor: ignore[c]', ['a-b']],
  ['bad # keras-doctor: ignore[]', ['a-b', 'c']],
  ['bad # keras-doctor: ignore[other]', ['a-b', 'c']],
  ['bad # keras-doctor: ignored', ['a-b', 'c']],
  ['bad # keras-doctor: ignore-files', ['a-b', 'c']],
  ['# keras-doctor: ignore\nbad', []],
  ['# keras-doctor: ignore[c]\n\n# text\nbad', ['a-b']],
  ['# keras-doctor: ignore\nx = 1\nbad', ['a-b', 'c']],
  ['x = 1  # keras-doctor: ignore\nbad', ['a-b', 'c']],
  ['# keras-doctor: ignore[c]\n%env X=bad', ['a-b']],
  ['# keras-doctor: ignore[c]\n!pip install \\\n  bad', ['a-b']],
  ['x = 1 + \\\n  bad + \\\n  2  # keras-doctor: ignore[c]', ['a-b']],
  ['x = \\\r\n  bad + \\\r\n  2  # keras-doctor: ignore[c]', ['a-b']],
  ['x = 1  # \\\nbad\ny = 2  # keras-doctor: ignore', ['a-b', 'c']],
  ['f("""\nbad\n""", 2)  # keras-doctor: ignore[c]', ['a-b']],
  ['f("""\nx\n""", "# keras-doctor: ignore", bad)', ['a-b', 'c']],
  ['%%bash\npip install bad\n# keras-doctor: ignore-file[c]', ['a-b']],
  ['%%bash\npip install \\\n  bad  # keras-doctor: ignore[c]', ['a-b']],
  ['bad\n# keras-doctor: ignore', ['a-b', 'c']],
  ['bad = "# keras-doctor: ignore"', ['a-b', 'c']],
  ['"""\n# keras-doctor: ignore-file\n"""\nbad', ['a-b', 'c']],
  ['!pip install bad # keras-doctor: ignore[c]', ['a-b']],
  ['x = 1\n# keras-doctor: ignore-file[c]\nbad', ['a-b']],
  ['# keras-doctor: ignore-file\nbad', []]
])('%j leaves %j', (source, rules) => {
  expect(shown(source)).toEqual(rules);
});

it('holds on every line that a finding touches, and on no other', () => {
  const source = 'f(\n  1, # keras-doctor: ignore[x]\n  2\n)\ng()';
  const call = { cell: 0, from: 0, to: source.indexOf('\ng') };
  const next = { cell: 0, from: call.to + 1, to: source.length };
  const firstLine = { cell: 0, from: 0, to: 3 };
  const all = [call, next, firstLine].map(span => finding('x', span));
  expect(withoutSuppressed(all, notebook(source))).toEqual(all.slice(1));
});

it('holds in its own cell, but ignore-file in all', () => {
  const inSecond = finding('x', { cell: 1, from: 0, to: 1 });
  const inKernel = finding('x', null);
  const line = notebook('f() # keras-doctor: ignore', 'g()');
  const file = notebook('f() # keras-doctor: ignore-file[x]', 'g()');
  const text = notebook('# text # keras-doctor: ignore-file', 'g()');
  expect(withoutSuppressed([inSecond, inKernel], line)).toHaveLength(2);
  expect(withoutSuppressed([inSecond, inKernel], file)).toHaveLength(0);
  expect(withoutSuppressed([inSecond, inKernel], text)).toHaveLength(2);
});

it('a disabled rule does not hand its places to another', () => {
  const versions = { tensorflow: '2.16.2', keras: '3.15.1' };
  const environment = makeEnvironment({ python: '3.11.7', versions });
  const facts = scan(
    notebook('import tensorflow as tf\ntf.keras.optimizers.Adam(lr=0.1)')
  );
  const found = (disabledRules: string[]) => {
    const options = { ...defaultOptions, disabledRules };
    return diagnose(facts, environment, options, untranslated).diagnostics.map(
      ({ rule }) => rule
    );
  };
  expect(found([])).toEqual(['lr-argument']);
  expect(found(['lr-argument'])).toEqual([]);
});
