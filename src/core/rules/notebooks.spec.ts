import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { knows } from '../compatibility/api-names';
import { diagnose } from '../diagnose';
import type { IDiagnosis } from '../diagnose';
import type { IEnvironment } from '../environment/model';
import { parseProbe } from '../environment/parse-probe';
import { apply } from '../fixes/apply';
import type { ICell, INotebook } from '../notebook/model';
import { scan } from '../notebook/scan';
import { ScanCache } from '../notebook/scan-cache';
import { planOutcome } from '../outcome';
import { untranslated } from '../translate';
import { defaultOptions } from './model';

const folder = join(__dirname, 'notebooks');
const fixtures = join(__dirname, '..', '..', '..', 'proofs', 'fixtures');

/** A notebook in percent format, under a head of `# key: value` lines that say what must come of it. */
interface ICase {
  readonly notebook: INotebook;
  readonly verdict: string;
  readonly environment: string;
  readonly rules: readonly string[];
}

function read(file: string): ICase {
  const [head, ...parts] = readFileSync(join(folder, file), 'utf8').split(
    /^(?=# %%)/m
  );
  const value = (key: string): string | undefined =>
    new RegExp(`^# ${key}: *(.*)$`, 'm').exec(head)?.[1];
  const rules = value('rules') ?? '';
  return {
    notebook: { language: 'python', cells: parts.map(cellOf) },
    verdict: value('verdict') ?? '',
    environment: value('environment') ?? 'tf-2.16-with-tf-keras',
    rules: rules.split(/, */).filter(id => id !== '')
  };
}

function cellOf(part: string, index: number): ICell {
  const [mark, ...lines] = part.split('\n');
  return {
    id: `cell-${index}`,
    type: mark.includes('[markdown]') ? 'markdown' : 'code',
    source: lines.join('\n').trimEnd(),
    editable: true,
    insertedBy: null
  };
}

function kernel(name: string): IEnvironment {
  const answer = readFileSync(join(fixtures, `${name}.json`), 'utf8');
  const environment = parseProbe(answer);
  if ('error' in environment) {
    throw new Error(environment.error);
  }
  return environment;
}

function diagnosisOf({ notebook, environment }: ICase): IDiagnosis {
  const facts = scan(notebook, new ScanCache(knows));
  return diagnose(facts, kernel(environment), defaultOptions, untranslated);
}

/** What "Fix Keras Version" leaves. */
function fixed(diagnosis: IDiagnosis): INotebook {
  const { edits } = planOutcome(diagnosis, untranslated);
  return apply(diagnosis.facts.notebook, edits).notebook;
}

const files = readdirSync(folder).sort();

describe.each(files)('%s', file => {
  const expected = read(file);
  const diagnosis = diagnosisOf(expected);
  const { verdict, diagnostics } = diagnosis;

  it('needs the Keras that it says', () => {
    const seen = verdict.evidence.map(({ side, what }) => `${side}: ${what}`);
    expect({ needs: verdict.needs, seen }).toEqual({
      needs: expected.verdict,
      seen
    });
  });

  it('has the findings that it says', () => {
    const found = [...new Set(diagnostics.map(({ rule }) => rule))];
    expect(found.sort()).toEqual([...expected.rules].sort());
  });

  it('settles after one fix', () => {
    const once = fixed(diagnosis);
    const sources = fixed(diagnosisOf({ ...expected, notebook: once })).cells;
    expect(sources.map(({ source }) => source)).toEqual(
      once.cells.map(({ source }) => source)
    );
  });

  it('is offered Keras 2 only where it needs it', () => {
    const choices = diagnostics.flatMap(({ fixes }) =>
      fixes.map(({ choice }) => choice)
    );
    const isKept = ['keras3', 'none'].includes(expected.verdict);
    expect(choices.filter(choice => isKept && choice === 'legacy')).toEqual([]);
  });
});

it('has at least forty of them', () => {
  expect(files.length).toBeGreaterThanOrEqual(40);
});
