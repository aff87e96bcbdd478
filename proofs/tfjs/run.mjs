/**
 * The proof of the TensorFlow.js repairs: every model of the corpus is loaded by the real TensorFlow.js before and after.
 *
 *     node proofs/tfjs/run.mjs [--only REGEX] [--verbose] [--browser]
 *
 * Prints the score table, and fails when a model that was repaired without a warning predicts something else than Keras,
 * does not load, or was worse off than before; or when fewer are equal than were when this was written.
 */
import { loadCore, readCorpus, repaired, require } from './core.mjs';
import { openBrowser } from './browser.mjs';
import { predict } from './predict.mjs';

/** Largest difference that counts as equal, relative to the largest value of the output. */
const EQUAL = 1e-4;

/** Least share of equal models over all versions and routes. */
const LEAST = 0.94;

const options = process.argv.slice(2);
const only = options[options.indexOf('--only') + 1];
const verbose = options.includes('--verbose');

const repairModelJson = loadCore();
const runners = options.includes('--browser')
  ? await openBrowser()
  : [await nodeRunner()];
let failed = false;
for (const runner of runners) {
  failed = (await score(runner)) || failed;
  await runner.close();
}
process.exit(failed ? 1 : 0);

async function nodeRunner() {
  const tf = require('@tensorflow/tfjs');
  console.warn = () => undefined;
  tf.env().set('PROD', true);
  await tf.setBackend('cpu');
  return {
    name: `node, ${tf.getBackend()}`,
    predict: (text, files, sets) => predict(tf, text, files, sets),
    close: async () => undefined
  };
}

async function score(runner) {
  const rows = new Map();
  const problems = [];
  for (const entry of readCorpus(options.includes('--only') ? only : '')) {
    const key = `${entry.version} ${entry.route}`;
    const row = rows.get(key) ?? {
      files: 0,
      before: 0,
      loads: 0,
      equal: 0,
      warned: 0,
      refused: 0,
      unchanged: 0,
      wrong: 0
    };
    rows.set(key, row);
    const outcome = await judge(runner, entry, row);
    if (outcome.problem) {
      problems.push(`${key} ${entry.name}: ${outcome.problem}`);
    }
    if (verbose) {
      console.log(key, entry.name, outcome.text);
    }
  }
  print(runner.name, rows);
  problems.forEach(problem => console.log(`PROBLEM ${problem}`));
  const all = [...rows.values()];
  const files = all.reduce((sum, row) => sum + row.files, 0);
  const share = all.reduce((sum, row) => sum + row.equal, 0) / files;
  if (!options.includes('--only') && share < LEAST) {
    problems.push(`only ${(100 * share).toFixed(1)} % equal`);
  }
  return problems.length > 0;
}

async function judge(runner, entry, row) {
  row.files++;
  const before = await runner.predict(entry.model, entry.files, entry.sets);
  const wasEqual = before.difference <= EQUAL;
  row.before += wasEqual ? 1 : 0;
  const { repair, text, files } = repaired(repairModelJson, entry);
  if (repair.kind === 'refused') {
    row.refused++;
    return refusal(repair, wasEqual);
  }
  const after =
    repair.kind === 'repaired'
      ? await runner.predict(text, files, entry.sets)
      : before;
  row.unchanged += repair.kind === 'no-repair-needed' ? 1 : 0;
  row.loads += after.error === undefined || after.loads ? 1 : 0;
  if (after.difference <= EQUAL) {
    row.equal++;
    const isChanged = wasEqual && repair.kind === 'repaired';
    return {
      text: `equal ${after.difference}`,
      problem: isChanged && 'was equal before, and was changed'
    };
  }
  if (after.error === undefined && repair.warnings.length > 0) {
    row.warned++;
    return { text: `differs by ${after.difference}, with a warning` };
  }
  row.wrong++;
  return {
    text: 'WRONG',
    problem: after.error ?? `silently wrong by ${after.difference}`
  };
}

function refusal(repair, wasEqual) {
  const reasons = repair.refusals.map(each => `${each.layer}: ${each.message}`);
  const hasReason =
    reasons.length > 0 && repair.refusals.every(each => each.message !== '');
  return {
    text: `refused: ${reasons.join('; ')}`,
    problem: wasEqual
      ? 'was equal before, and is refused'
      : !hasReason && 'is refused without a reason'
  };
}

function print(name, rows) {
  console.log(
    `\n${name}: largest difference relative to the largest value at most ${EQUAL}`
  );
  console.log(
    '| written by, route | files | equal before | loads after | equal after | differs, with a warning | refused, with a reason | unchanged | silently wrong |'
  );
  console.log('|---|---|---|---|---|---|---|---|---|');
  const total = {
    files: 0,
    before: 0,
    loads: 0,
    equal: 0,
    warned: 0,
    refused: 0,
    unchanged: 0,
    wrong: 0
  };
  for (const [key, row] of [...rows, ['all', total]]) {
    if (row !== total) {
      Object.keys(total).forEach(column => (total[column] += row[column]));
    }
    const percent = `${row.equal} (${((100 * row.equal) / row.files).toFixed(1)} %)`;
    console.log(
      `| ${[key, row.files, row.before, row.loads, percent, row.warned, row.refused, row.unchanged, row.wrong].join(' | ')} |`
    );
  }
}
