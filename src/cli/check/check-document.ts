import { adviseRuntime } from '../../core/advise-runtime';
import { knows } from '../../core/compatibility/api-names';
import { diagnose } from '../../core/diagnose';
import type { IDiagnosis } from '../../core/diagnose';
import type { IEnvironment } from '../../core/environment/model';
import { codeMentionsKeras } from '../../core/notebook/mentions-keras';
import type { INotebook, ISpan } from '../../core/notebook/model';
import { noFacts, scan } from '../../core/notebook/scan';
import { ScanCache } from '../../core/notebook/scan-cache';
import type { IOptions } from '../../core/rules/model';
import { standing } from '../../core/standing';
import { untranslated } from '../../core/translate';
import { rules } from '../../core/rules';
import type { IDocument } from '../documents/model';
import { describeCell, describeDiagnostic, describeSpan } from './describe';
import { judgeRequirements } from './judge-requirements';
import type { IEvidenceReport, IFileReport } from './model';

/** Judges a file against an environment. */
export function diagnoseDocument(
  document: IDocument,
  environment: IEnvironment,
  options: IOptions
): IDiagnosis {
  const { notebook } = document;
  const facts = isConcerned(notebook)
    ? scan(notebook, new ScanCache(knows))
    : noFacts(notebook);
  return diagnose(facts, environment, options, untranslated);
}

/** Most notebooks of a repository need not be parsed. What they install may still break what the kernel has. */
function isConcerned(notebook: INotebook): boolean {
  return (
    codeMentionsKeras(notebook) ||
    notebook.cells.some(({ source }) => /\binstall\b/.test(source))
  );
}

/** A diagnosis in the words of the JSON output. */
export function reportOf(
  document: IDocument,
  diagnosis: IDiagnosis
): IFileReport {
  const { verdict, keras, diagnostics, facts, environment } = diagnosis;
  const evidence = evidenceOf(document, diagnosis);
  return {
    verdict: {
      needs: verdict.needs,
      ...standing(facts, verdict),
      evidence: {
        keras2: evidence
          .filter(({ side }) => side === 'keras2')
          .map(withoutSide),
        keras3: evidence
          .filter(({ side }) => side === 'keras3')
          .map(withoutSide)
      }
    },
    keras: {
      flavor: keras.flavor,
      version: keras.version,
      legacy: keras.legacy,
      fault: keras.fault
    },
    requirements: judgeRequirements(document, diagnosis),
    runtime: adviseRuntime(facts, environment, untranslated),
    diagnostics: diagnostics.map(each => describeDiagnostic(document, each)),
    unparsable: facts.unparsable
  };
}

type SidedEvidence = IEvidenceReport & { side: 'keras2' | 'keras3' };

/** The evidence, each with the rule that it is from; null for what the tables of the API say. */
function evidenceOf(
  document: IDocument,
  { facts, verdict }: IDiagnosis
): SidedEvidence[] {
  const ruleByPlace = new Map(
    rules.flatMap(({ id, evidence }) =>
      (verdict.evidence.length > 0 && evidence ? evidence(facts) : []).map(
        ({ span }): [string, string] => [placeKey(span), id]
      )
    )
  );
  return verdict.evidence.map(({ side, what, span }) => ({
    side,
    what,
    rule: ruleByPlace.get(placeKey(span)) ?? null,
    ...describeCell(document, span.cell),
    span: describeSpan(document, span)
  }));
}

function placeKey({ cell, from, to }: ISpan): string {
  return `${cell}:${from}:${to}`;
}

function withoutSide({ side, ...evidence }: SidedEvidence): IEvidenceReport {
  return evidence;
}
