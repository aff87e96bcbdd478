import { diagnose } from '../core/diagnose';
import { makeEnvironment } from '../core/environment/make-environment';
import { makeNotebook } from '../core/notebook/make-notebook';
import { scan } from '../core/notebook/scan';
import { defaultOptions } from '../core/rules/model';
import { untranslated } from '../core/translate';
import { FailedInstalls } from './failed-installs';

const install = '%pip install -q "tf_keras~=2.16.0"';
const flag = 'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"';
const facts = scan(
  makeNotebook(install, flag, 'import tensorflow as tf\ntf.keras.Input([1])')
);
const kernel = makeEnvironment({
  python: '3.11.7',
  versions: { tensorflow: '2.16.2', keras: '3.15.1' }
});

function said(installs: FailedInstalls): string[] {
  const environment = installs.addTo(kernel, facts.notebook);
  return diagnose(
    facts,
    environment,
    defaultOptions,
    untranslated
  ).diagnostics.map(({ message }) => message);
}

it('does not expect an install again that has failed in this kernel', () => {
  const installs = new FailedInstalls();
  expect(said(installs)).toEqual([]);
  installs.onExecuted(install, facts);
  expect(said(installs)).toEqual([]);
  installs.onProbe();
  expect(said(installs).join()).toMatch(/^tf-keras is still not installed/);
  expect(installs.addTo(kernel, facts.notebook)).toBe(
    installs.addTo(kernel, facts.notebook)
  );
});

it('expects it where it has worked, and where the cell was edited since', () => {
  const installs = new FailedInstalls();
  installs.onExecuted(install, facts);
  installs.onProbe();
  const there = makeEnvironment({
    python: '3.11.7',
    versions: { tensorflow: '2.16.2', keras: '3.15.1', 'tf-keras': '2.16.0' }
  });
  expect(installs.addTo(there, facts.notebook)).toBe(there);
  expect(installs.addTo(kernel, makeNotebook('!uv pip install x'))).toBe(
    kernel
  );
});
