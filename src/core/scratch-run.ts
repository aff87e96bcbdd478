import { parseRequirement } from './compatibility/requirement';
import { takeUserSite } from './installing/install-lines';
import type { Guard, IFacts, IInstall, ISpan } from './notebook/model';

/** A piece of the notebook that a scratch kernel runs. */
export interface IScratchStep {
  /** Index of the cell that it comes from. */
  readonly cell: number;
  readonly kind: 'install' | 'variable' | 'import';
  readonly code: string;
  /** Normalised names of the packages that must be there afterwards. */
  readonly packages: readonly string[];
}

interface IPiece {
  readonly kind: IScratchStep['kind'];
  readonly span: ISpan;
  readonly packages?: readonly string[];
}

/**
 * What of a notebook decides which Keras it gets, in its order: the lines that install packages, those that set the
 * variables or redirect a module, and the imports, as far as they run under no condition. Nothing else of it is run.
 */
export function scratchSteps(facts: IFacts): IScratchStep[] {
  const isUnconditional = ({ guard }: { guard: Guard | null }) =>
    guard === null;
  const pieces: IPiece[] = [
    ...facts.installs.filter(isUnconditional).map(install => ({
      kind: 'install' as const,
      span: install.span,
      packages: packagesOf(install)
    })),
    ...[...facts.variables.filter(isUnconditional), ...facts.moduleAliases].map(
      ({ span }) => ({ kind: 'variable' as const, span })
    ),
    ...userSites(facts).map(span => ({ kind: 'variable' as const, span })),
    ...facts.imports.filter(isUnconditional).map(({ statementSpan }) => ({
      kind: 'import' as const,
      span: statementSpan
    }))
  ];
  pieces.sort((a, b) => a.span.cell - b.span.cell || a.span.from - b.span.from);
  const steps = pieces.map(({ kind, span, packages = [] }): IScratchStep => ({
    cell: span.cell,
    kind,
    packages,
    code: facts.notebook.cells[span.cell].source.slice(span.from, span.to)
  }));
  return steps.filter(
    (step, index) =>
      index === 0 ||
      step.code !== steps[index - 1].code ||
      step.cell !== steps[index - 1].cell
  );
}

/** What is asked for under a condition (`; python_version < "3.9"`) may rightly not come. */
function packagesOf({ action, requirements }: IInstall): string[] {
  return requirements.flatMap(({ text }) => {
    const requirement = action === 'install' ? parseRequirement(text) : null;
    return requirement && requirement.marker === null ? [requirement.name] : [];
  });
}

/** Where a cell that this project has written takes the user's own folder, into which it has installed something. */
function userSites({ notebook }: IFacts): ISpan[] {
  return notebook.cells.flatMap(({ source }, cell) => {
    const from = source.indexOf(takeUserSite);
    return from < 0 ? [] : [{ cell, from, to: from + takeUserSite.length }];
  });
}
