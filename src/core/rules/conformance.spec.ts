import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { makeNotebook } from '../notebook/make-notebook';
import { knows } from '../compatibility/api-names';
import { diagnose } from '../diagnose';
import type { IEnvironment, IInstallerRecord } from '../environment/model';
import { parseProbe } from '../environment/parse-probe';
import { apply } from '../fixes/apply';
import { plan } from '../fixes/plan';
import type { INotebook } from '../notebook/model';
import { scan } from '../notebook/scan';
import { ScanCache } from '../notebook/scan-cache';
import { untranslated } from '../translate';
import { rules } from '.';
import type { IDiagnostic, IExample, IRule, ProofEnvironment } from './model';
import { defaultOptions } from './model';

const root = join(__dirname, '..', '..', '..');
const notRules = ['define-rule', 'define-keras-2-rule', 'index', 'model'];

/** A kernel that the proof takes pip from, and whose shell finds uv (`proofs/prove.py`). */
const withoutPip: IInstallerRecord = {
  pip: false,
  uv: 'own',
  uvModule: false,
  ensurepip: true,
  conda: false,
  condaTool: null,
  managed: false,
  writable: true,
  userSite: 'off'
};

/** What the real probe saw in the proof environment (`proofs/record_fixtures.py`). */
function fixture(
  name: ProofEnvironment,
  { variables, kernel }: Pick<ISetting, 'variables' | 'kernel'>
): IEnvironment {
  const file = join(root, 'proofs', 'fixtures', `${name}.json`);
  const environment = parseProbe(readFileSync(file, 'utf8'));
  if ('error' in environment) {
    throw new Error(`${name}: ${environment.error}`);
  }
  return {
    ...environment,
    variables: { ...environment.variables, ...variables },
    pip: kernel?.pip ?? environment.pip,
    installer: kernel?.installer ? withoutPip : environment.installer,
    loaded: {
      ...environment.loaded,
      versions: { ...environment.loaded.versions, ...kernel?.loaded }
    }
  };
}

type ISetting = Pick<
  IExample,
  'environment' | 'variables' | 'kernel' | 'options'
>;

function report(
  rule: IRule,
  notebook: INotebook,
  { environment, options, ...setting }: ISetting
): IDiagnostic[] {
  const { diagnostics } = diagnose(
    scan(notebook, new ScanCache(knows)),
    fixture(environment, setting),
    { ...defaultOptions, ...options },
    untranslated
  );
  return diagnostics.filter(diagnostic => diagnostic.rule === rule.id);
}

function mend(example: IExample, rule: IRule): INotebook {
  const notebook = makeNotebook(...example.before);
  const found = report(rule, notebook, example);
  const { edits } = plan(found.flatMap(({ fixes }) => fixes.slice(0, 1)));
  return apply(notebook, edits).notebook;
}

function sources({ cells }: INotebook): string[] {
  return cells.map(({ source }) => source);
}

/** Every pair of a rule and one of its examples, named for the test's title. */
const examples = rules.flatMap(rule =>
  rule.examples.map(
    example => [`${rule.id}: ${example.name}`, rule, example] as const
  )
);
const cleanExamples = rules.flatMap(rule =>
  rule.clean.map(clean => [`${rule.id}: ${clean.name}`, rule, clean] as const)
);

describe('every rule', () => {
  it('is registered under the name of its file', () => {
    const files = readdirSync(__dirname)
      .filter(file => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
      .map(file => file.slice(0, -'.ts'.length))
      .filter(name => !notRules.includes(name));
    expect(rules.map(({ id }) => id).sort()).toEqual(files.sort());
  });

  it.each(rules.map(rule => [rule.id, rule] as const))(
    '%s is documented and has proof, or says why not',
    (id, rule) => {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(rule.docs.summary).toMatch(/^.{15,120}[.]$/);
      expect(rule.docs.why.length).toBeGreaterThan(60);
      expect(rule.docs.references).not.toEqual([]);
      for (const reference of rule.docs.references) {
        expect(new URL(reference).protocol).toBe('https:');
      }
      expect(rule.examples.length > 0 || rule.unproven !== undefined).toBe(
        true
      );
    }
  );

  it.each(rules.map(({ id }) => id))(
    '%s hands only literals to the translation',
    id => {
      const source = readFileSync(join(__dirname, `${id}.ts`), 'utf8');
      const calls = source.match(/trans\s*\.__\(\s*\S/g) ?? [];
      for (const call of calls) {
        expect(call).toMatch(/['"]$/);
      }
    }
  );

  it('names only proof environments that are defined', () => {
    const defined = JSON.parse(
      readFileSync(join(root, 'proofs', 'environments.json'), 'utf8')
    ) as Record<string, unknown>;
    for (const { environment } of rules.flatMap(rule => [
      ...rule.examples,
      ...rule.clean
    ])) {
      expect(Object.keys(defined)).toContain(environment);
      expect(
        existsSync(join(root, 'proofs', 'fixtures', `${environment}.json`))
      ).toBe(true);
    }
  });
});

describe('an example', () => {
  it.each(examples)('%s is reported', (_, rule, example) => {
    expect(report(rule, makeNotebook(...example.before), example)).not.toEqual(
      []
    );
  });

  it.each(examples)('%s is mended as the example says', (_, rule, example) => {
    expect(sources(mend(example, rule))).toEqual(
      example.after ?? example.before
    );
  });

  it.each(examples.filter(([, , { after }]) => after !== null))(
    '%s is quiet once it is mended',
    (_, rule, example) => {
      expect(report(rule, mend(example, rule), example)).toEqual([]);
    }
  );
});

describe('a clean example', () => {
  it.each(cleanExamples)('%s is not reported', (_, rule, clean) => {
    expect(report(rule, makeNotebook(...clean.cells), clean)).toEqual([]);
  });
});
