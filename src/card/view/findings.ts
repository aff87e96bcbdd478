import { rules } from '../../core/rules';
import type { IDiagnostic } from '../../core/rules/model';
import type { ITranslate } from '../../core/translate';
import { translatedWhy } from '../../core/translated-why';
import { element, withCode } from './elements';
import { sign } from './sign';

/** More would push the notebook off the screen; the report has all of them. */
const maxFindings = 12;

/** The findings, each with its cell, its rule and the reason. */
export function findingsList(
  diagnostics: readonly IDiagnostic[],
  cellName: (index: number) => string,
  trans: ITranslate
): HTMLElement {
  if (diagnostics.length === 0) {
    return element('p', '', trans.__('No problem found in this notebook.'));
  }
  const rest = diagnostics.length - maxFindings;
  const list = element(
    'ul',
    'findings',
    ...diagnostics
      .slice(0, maxFindings)
      .map(each => finding(each, cellName, trans)),
    rest > 0 ? element('li', '', trans.__('and %1 more', rest)) : null
  );
  list.setAttribute('aria-label', trans.__('Findings'));
  return list;
}

function finding(
  { severity, message, rule, span }: IDiagnostic,
  cellName: (index: number) => string,
  trans: ITranslate
): HTMLElement {
  const place = span ? `${cellName(span.cell)} · ` : '';
  return element(
    'li',
    severity,
    sign(severity === 'info' ? 'unknown' : severity),
    element(
      'div',
      '',
      element('p', '', ...withCode(message)),
      element('span', 'quiet', `${place}${rule}`),
      why(rule, trans)
    )
  );
}

/** The rule's own page in short. */
export function why(rule: string, trans: ITranslate): HTMLElement | null {
  const docs = rules.find(({ id }) => id === rule)?.docs;
  return docs
    ? element(
        'details',
        'quiet',
        element('summary', '', trans.__('Why?')),
        element('p', '', ...withCode(translatedWhy(docs, trans))),
        element('ul', '', ...docs.references.map(reference))
      )
    : null;
}

function reference(address: string): HTMLElement {
  const link = element('a', '', address);
  link.href = address;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  return element('li', '', link);
}
