/**
 * What "Fix Keras Version" makes of a notebook in a kernel, without a browser: reads what the probe answered and the cells as
 * JSON, and prints the cells then, what there is to be told, and whether that is to be done by hand.
 */
import { readFileSync } from 'fs';
import { chooseFixes, diagnose } from '../src/core/diagnose';
import { parseProbe } from '../src/core/environment/parse-probe';
import { apply } from '../src/core/fixes/apply';
import { plan } from '../src/core/fixes/plan';
import { makeNotebook } from '../src/core/notebook/make-notebook';
import { scan } from '../src/core/notebook/scan';
import { defaultOptions } from '../src/core/rules/model';
import { untranslated } from '../src/core/translate';

const { answer, cells } = JSON.parse(readFileSync(0, 'utf8')) as {
  readonly answer: object;
  readonly cells: readonly string[];
};
const environment = parseProbe(JSON.stringify(answer));
if ('error' in environment) {
  throw new Error(environment.error);
}
const before = makeNotebook(...cells);
const found = diagnose(
  scan(before),
  environment,
  defaultOptions,
  untranslated
).diagnostics;
const { notebook } = apply(before, plan(chooseFixes(found)).edits);
const { diagnostics, keras } = diagnose(
  scan(notebook),
  environment,
  defaultOptions,
  untranslated
);
process.stdout.write(
  JSON.stringify({
    cells: notebook.cells.map(({ source }) => source),
    keras: keras.flavor,
    left: diagnostics.map(({ rule }) => rule),
    byHand: found.filter(({ byHand }) => byHand).map(({ message }) => message)
  })
);
