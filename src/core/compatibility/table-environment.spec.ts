import { findTensorFlow } from '../environment/find-tensorflow';
import { parseProbe } from '../environment/parse-probe';
import {
  colabRuntimeNames,
  completeVersion,
  environmentFromTable,
  environmentOfColab,
  newestPython
} from './table-environment';

const linux = { platform: 'linux', machine: 'x86_64' };

function versions(requirements: string[], python: string): unknown {
  const environment = environmentFromTable(requirements, { ...linux, python });
  return 'error' in environment
    ? environment.error
    : Object.fromEntries(
        [...environment.distributions.values()].map(({ name, version }) => [
          name,
          version
        ])
      );
}

it('has what pip would install beside a TensorFlow', () => {
  // As installed by pip: keras 3.13 and newer need Python 3.11.
  expect(versions(['tensorflow==2.16.2'], '3.10.13')).toMatchObject({
    tensorflow: '2.16.2',
    keras: '3.12.4'
  });
  expect(versions(['tensorflow==2.16.2'], '3.12.4')).toMatchObject({
    keras: '3.15.1'
  });
  expect(versions(['tensorflow==2.16.2'], '3.12.4')).not.toHaveProperty(
    'tf-keras'
  );
  expect(versions(['tensorflow==2.15.1'], '3.11.7')).toMatchObject({
    keras: '2.15.0'
  });
  expect(
    versions(['tensorflow==2.16.2', 'tf-keras==2.16.0'], '3.12.4')
  ).toMatchObject({ tensorflow: '2.16.2', 'tf-keras': '2.16.0' });
});

it.each([
  [
    ['tensorflow==2.15.1'],
    /^tensorflow==2.15.1 has no wheel for Python 3.12.4 on linux x86_64; the newest that has one is 2\./
  ],
  [
    ['tensorflow==2.16.2', 'tf-keras==2.15.1'],
    /^pip finds no such set: .*tf-keras 2.15.1 requires tensorflow<2.16,>=2.15/
  ],
  [['no-such-package'], /not a requirement of a package in the table/],
  [['a b c'], /not a requirement/]
])('says why there is no %j', (requirements, message) => {
  expect(versions(requirements, '3.12.4')).toMatch(message);
});

const isTpu = (name: string) => name.endsWith('-tpu');

it.each(colabRuntimeNames.filter(isTpu))(
  'knows that %s has no TensorFlow',
  name => {
    const environment = environmentOfColab(name);
    expect(environment && findTensorFlow(environment)).toBeNull();
    expect(environment?.distributions.has('keras')).toBe(true);
    expect(environment?.distributions.has('tf-keras')).toBe(false);
    expect(environment?.accelerators.source).toBe('tpu');
  }
);

it.each(colabRuntimeNames.filter(name => !isTpu(name)))(
  'knows the Colab runtime %s',
  name => {
    const environment = environmentOfColab(name);
    const tensorflow = environment && findTensorFlow(environment);
    expect(environment?.host).toBe('colab');
    expect(environment?.python).toMatch(/^3\.1\d\.\d+$/);
    expect(tensorflow?.version).toMatch(/^2\.(19|20)\./);
    expect(tensorflow?.requires).toContainEqual(
      expect.stringMatching(/^keras>=/)
    );
    const text = JSON.stringify({
      ...environment,
      distributions: [...(environment?.distributions.values() ?? [])]
    });
    expect(parseProbe(text)).not.toHaveProperty('error');
  }
);

it('knows no other runtime', () => {
  expect(environmentOfColab('2020.01')).toBeNull();
  expect(environmentOfColab('toString')).toBeNull();
});

it('completes versions', () => {
  expect(completeVersion('tensorflow', '2.16')).toBe('2.16.2');
  expect(completeVersion('tensorflow', '2.16.1')).toBe('2.16.1');
  expect(completeVersion('tensorflow', '2.1')).toMatch(/^2\.1\.\d+$/);
  expect(completeVersion('tensorflow', '9')).toBeNull();
  expect(completeVersion('toString', '9')).toBeNull();
});

it('finds the newest Python of a TensorFlow', () => {
  expect(newestPython('2.15.1', linux)).toBe('3.11');
  expect(newestPython('2.16.2', linux)).toBe('3.12');
  expect(
    newestPython('2.16.2', { platform: 'plan9', machine: 'x' })
  ).toBeNull();
});
