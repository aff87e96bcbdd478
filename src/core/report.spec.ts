import { environmentFromTable } from './compatibility/table-environment';
import { diagnose } from './diagnose';
import { scan } from './notebook/scan';
import { report } from './report';
import { defaultOptions } from './rules/model';
import { standing } from './standing';
import { untranslated } from './translate';

const environment = environmentFromTable(['tensorflow==2.16.2'], {
  python: '3.12.4',
  platform: 'linux',
  machine: 'x86_64'
});
if ('error' in environment) {
  throw new Error(environment.error);
}

function reportOn(name: string, ...sources: string[]): string {
  if ('error' in environment) {
    throw new Error(environment.error);
  }
  const notebook = {
    language: 'python',
    cells: sources.map((source, index) => ({
      id: String(index),
      type: 'code' as const,
      source,
      editable: true,
      insertedBy: null
    }))
  };
  const diagnosis = diagnose(
    scan(notebook),
    environment,
    defaultOptions,
    untranslated
  );
  return report(
    {
      environment,
      notebooks: [
        {
          name,
          diagnosis,
          standing: standing(diagnosis.facts, diagnosis.verdict)
        }
      ],
      person: { home: '/srv/ada', user: 'ada' }
    },
    untranslated
  );
}

it('tells what is installed, what the notebook needs and what was found', () => {
  const text = reportOn(
    '/srv/ada/ch16.ipynb',
    'import tensorflow as tf',
    'x = "mine"\ntf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
  );
  expect(text).toContain('| Name | Value |\n|---|---|\n| Python | 3.12.4 |\n');
  expect(text).toContain('| tensorflow | 2.16.2 |\n');
  expect(text).toContain('### `~/ch16.ipynb`\n\nNeeds Keras 2: `GRU(');
  expect(text).toContain('- **error** `needs-keras-2` (cell 2): ');
  expect(text).toContain(
    '\n  `tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])`\n'
  );
  expect(text).not.toContain('mine');
});

it('tells each evidence once', () => {
  const line = 'tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])';
  const text = reportOn('a.ipynb', `import tensorflow as tf\n${line}\n${line}`);
  expect(text).toContain(
    '\n\nNeeds Keras 2: `GRU(batch_input_shape=…)`\n\nAs it stands it fails or differs on Keras 3.\n\n'
  );
});

it('says so where nothing was found', () => {
  expect(reportOn('a.ipynb', 'print(1)')).toContain(
    '### `a.ipynb`\n\nUses no Keras\n\nNothing found.\n'
  );
});

it('shows text of the notebook as text', () => {
  const text = reportOn(
    'a`b``<img>.ipynb',
    'import tensorflow as tf',
    'tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3], name="```@ada") # https://u:p@h/'
  );
  expect(text).toContain('### ```a`b``<img>.ipynb```\n');
  expect(text).toContain('  ````tf.keras.layers.GRU(');
  expect(text).toContain('https://***@h/');
  expect(text).not.toContain('ada');
});
