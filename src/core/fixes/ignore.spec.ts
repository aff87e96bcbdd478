import { diagnose } from '../diagnose';
import { makeEnvironment } from '../environment/make-environment';
import type { INotebook } from '../notebook/model';
import { scan } from '../notebook/scan';
import { defaultOptions } from '../rules/model';
import { untranslated } from '../translate';
import { apply } from './apply';
import { ignoreFix } from './ignore';

const environment = makeEnvironment({
  python: '3.11.7',
  versions: { tensorflow: '2.16.2', keras: '3.15.1', 'tf-keras': '2.16.0' }
});

const notebook: INotebook = {
  language: 'python',
  cells: [
    {
      id: 'a',
      type: 'code',
      editable: true,
      insertedBy: null,
      source:
        'import tensorflow as tf\ntf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])\ntf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
    }
  ]
};

function found(given: INotebook) {
  const { diagnostics } = diagnose(
    scan(given),
    environment,
    defaultOptions,
    untranslated
  );
  return diagnostics.filter(({ rule }) => rule === 'batch-input-shape');
}

describe('ignoreFix', () => {
  it.each([
    ['line', 1],
    ['notebook', 0]
  ] as const)('%s', (scope, left) => {
    const [first, ...others] = found(notebook);
    expect(others).toHaveLength(1);
    const span = first.span ?? { cell: 0, from: 0, to: 0 };
    const fix = ignoreFix(
      notebook,
      { rule: first.rule, span },
      scope,
      untranslated
    );
    expect(found(apply(notebook, fix.edits).notebook)).toHaveLength(left);
  });
});
