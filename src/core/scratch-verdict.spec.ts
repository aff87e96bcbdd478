import type { IScratchStep } from './scratch-run';
import type { IStepResult } from './scratch-verdict';
import { judgeScratch } from './scratch-verdict';
import { untranslated } from './translate';

const keras2 = {
  module: 'tf_keras',
  version: '2.16.0',
  tensorflow: '2.16.2'
};
const keras3 = { module: 'keras', version: '3.15.1', tensorflow: '2.16.2' };
const install: IScratchStep = {
  cell: 0,
  kind: 'install',
  code: '%pip install tf-keras~=2.16.0',
  packages: ['tf-keras']
};

function result(changes: Partial<IStepResult> = {}): IStepResult {
  return {
    step: install,
    error: null,
    exitCode: 0,
    installed: { 'tf-keras': '2.16.0' },
    log: '',
    ...changes
  };
}

const judge = (
  steps: readonly IStepResult[],
  keras: Parameters<typeof judgeScratch>[0]['keras'],
  wanted: Parameters<typeof judgeScratch>[1]
) => judgeScratch({ steps, keras }, wanted, untranslated);

it('passes where the notebook gets the Keras that it needs', () => {
  expect(judge([result()], keras2, 'keras2')).toEqual({
    passed: true,
    line: 'Passed: the notebook gets Keras 2.16.0 (tf_keras) on TensorFlow 2.16.2, as it needs.'
  });
  expect(judge([], keras3, 'any').passed).toBe(true);
});

it.each([
  [
    'without pip',
    { exitCode: 1, installed: { 'tf-keras': null } },
    /tf-keras is not installed/
  ],
  [
    'into another environment',
    { installed: { 'tf-keras': null } },
    /tf-keras is not installed/
  ],
  ['over a release that stays', { exitCode: 1 }, /exit code 1/],
  ['with an error', { error: 'UsageError: no' }, /UsageError: no/]
] as const)('fails where an install failed: %s', (_, changes, line) => {
  const verdict = judge([result(changes)], keras2, 'keras2');
  expect(verdict.passed).toBe(false);
  expect(verdict.line).toMatch(/^Failed: a line of cell 1 failed: /);
  expect(verdict.line).toMatch(line);
});

it('fails where the notebook gets another Keras, or none', () => {
  expect(judge([], keras3, 'keras2').line).toBe(
    'Failed: the notebook needs Keras 2, but it gets Keras 3.15.1 (keras) on TensorFlow 2.16.2.'
  );
  expect(judge([], keras2, 'keras3').passed).toBe(false);
  expect(judge([], 'ImportError: no', 'any').line).toContain('ImportError: no');
});

it('does not ask an import for packages', () => {
  const step: IScratchStep = { ...install, kind: 'import', packages: [] };
  expect(
    judge([result({ step, installed: {}, exitCode: null })], keras2, 'keras2')
      .passed
  ).toBe(true);
});
