import { readFileSync } from 'fs';
import { join } from 'path';
import { recognise } from './recognise';
import { untranslated } from './translate';

/** What small programs did in each release (`scripts/generate-behaviours`). */
const outcomes = JSON.parse(
  readFileSync(
    join(__dirname, '..', '..', 'proofs', 'behaviours', 'outcomes.json'),
    'utf8'
  )
) as Record<string, Record<string, string>>;
const releases = Object.keys(outcomes).filter(name =>
  name.startsWith('Keras 3')
);

/** The rule that recognises an outcome; null where none does. */
function ruleOf(outcome: string): string | null {
  const [ename, ...rest] = outcome.split(': ');
  const evalue = rest.join(': ');
  return (
    recognise({ ename, evalue, traceback: outcome }, untranslated)?.rule ?? null
  );
}

describe('an error that Keras 3 raises is recognised in the words of every release', () => {
  it.each([
    ['data/fit-list-of-numbers', 'python-data'],
    ['data/predict-list-of-numbers', 'python-data'],
    ['data/generator-yields-list', 'python-data'],
    ['layers/dense-divided-units', 'size-as-float'],
    ['layers/conv-float-filters', 'size-as-float'],
    ['layers/input-shape-number', 'shape-as-number'],
    ['layers/output-shape-indexed', 'layer-output-shape'],
    ['graph/sequential-output-unbuilt', 'sequential-output'],
    ['names/add-weight-name-first', 'missing-api'],
    ['paths/load-weights-ckpt', 'load-checkpoint']
  ])('%s', (program, rule) => {
    const told = releases.map(release => [
      release,
      ruleOf(outcomes[release][program])
    ]);
    expect(told).toEqual(releases.map(release => [release, rule]));
  });
});
