import { diagnose } from '../diagnose';
import { makeEnvironment } from '../environment/make-environment';
import { scan } from '../notebook/scan';
import { untranslated } from '../translate';
import { defaultOptions } from './model';

it('offers no release of TensorFlow in the place of another package', () => {
  const source = '!pip install tensorflow==2.4.1\n!pip install h5py==2.10.0';
  const cell = { id: 'a', type: 'code' as const, editable: true };
  const notebook = {
    language: 'python',
    cells: [{ ...cell, source, insertedBy: null }]
  };
  const versions = { tensorflow: '2.21.0', keras: '3.15.1', h5py: '3.16.0' };
  const environment = makeEnvironment({ python: '3.11.7', versions });
  const messages = diagnose(
    scan(notebook),
    environment,
    defaultOptions,
    untranslated
  )
    .diagnostics.filter(({ rule }) => rule === 'pin-not-installable')
    .map(({ message }) => message);
  expect(messages).toEqual([
    expect.stringMatching(/tensorflow==2\.4\.1.* can install tensorflow 2\.12/),
    expect.stringMatching(/^(?=.*h5py==2\.10\.0)(?!.*can install tensorflow)/)
  ]);
});
