import type {
  IPinChange,
  IPinSolution,
  WantedKeras
} from '../compatibility/pins';
import { parseRequirement } from '../compatibility/requirement';
import { expectEnvironment } from '../expected-environment';
import { expectKeras } from '../expected-keras';
import type { IFacts, IInstall, IPinned } from '../notebook/model';
import { scan } from '../notebook/scan';
import type { IContext } from '../rules/model';
import type { ITranslate } from '../translate';
import { apply } from './apply';
import { legacyFix } from './legacy-cell';
import { legacyCellMark } from './missing-tf-keras';
import type { Edit, IFix, IReplaceEdit } from './model';
import { rewriteRequirement } from './rewrite-requirement';
import { askPinSolver } from './ask-pin-solver';
import { leavesOpen, readRequirements } from '../unread-installs';
import { goesToKeras3 } from '../verdict';

/**
 * The pip commands of a notebook that run whatever happens, and that look at what their packages require; with the requirements
 * that could be read.
 */
export function pipInstalls({ installs }: IFacts): IInstall[] {
  return installs
    .filter(
      ({ tool, action, guard, options }) =>
        tool !== 'conda' &&
        action === 'install' &&
        guard === null &&
        !options.includes('--no-deps')
    )
    .map(install => ({ ...install, requirements: readRequirements(install) }));
}

/** The notebook's requirements with the install line that each stands on. */
export function pinnedRequirements(
  facts: IFacts
): { readonly pinned: IPinned; readonly install: IInstall }[] {
  return pipInstalls(facts).flatMap(install =>
    install.requirements.map(pinned => ({ pinned, install }))
  );
}

const solutions = new WeakMap<IContext, IPinSolution>();

/** What the pin solver says of the notebook's own install lines; it is asked once for each diagnosis. */
export function solveNotebookPins(
  context: IContext,
  trans: ITranslate
): IPinSolution {
  const known = solutions.get(context);
  const solution = known ?? solve(context, [], trans);
  solutions.set(context, solution);
  return solution;
}

/** The same with some of the notebook's requirements already replaced. */
export function solveWith(
  context: IContext,
  changes: readonly IPinChange[],
  trans: ITranslate
): IPinSolution {
  return solve(context, changes, trans);
}

/**
 * Writes corrections over the notebook's pins. A package that has to come as well goes onto the line of the last one
 * corrected; and where the notebook then needs Keras 2 on a TensorFlow that brings Keras 3, the legacy cell comes with it.
 * Null where there is nothing to correct.
 */
export function correctPins(
  context: IContext,
  changes: readonly IPinChange[],
  trans: ITranslate
): IFix | null {
  const edits = pinEdits(context.facts, changes);
  const names = [...new Set(changes.map(({ to }) => to))].join(' ');
  return edits.length === 0
    ? null
    : {
        title: trans.__('Install %1', names),
        choice: 'pins',
        edits: [...edits, ...legacyCellAfter(context, edits, trans)]
      };
}

/** The Keras that the notebook is to get. */
export function wantedKeras(context: IContext): WantedKeras {
  if (goesToKeras3(context)) {
    return 'keras3';
  }
  const { verdict, options } = context;
  const isWanted =
    verdict.needs === 'keras2' ||
    (verdict.needs === 'either' && options.wantedKeras === 'legacy');
  return isWanted ? 'keras2' : 'any';
}

function solve(
  context: IContext,
  changes: readonly IPinChange[],
  trans: ITranslate
): IPinSolution {
  const commands = pipInstalls(context.facts)
    .map(({ requirements, upgrade }) => ({
      upgrade,
      texts: requirements
        .filter(({ text }) => parseRequirement(text) !== null)
        .map(
          pinned => changes.find(one => isAbout(one, pinned))?.to ?? pinned.text
        )
    }))
    .filter(({ texts }) => texts.length > 0);
  const installs = commands.map(({ texts }) => texts);
  return installs.length === 0 || leavesOpen(context.facts)
    ? { status: 'ok', conflicts: [], changes: [], advice: [] }
    : askPinSolver(
        {
          environment: context.environment,
          installs,
          upgrades: commands.map(({ upgrade }) => upgrade),
          keras: wantedKeras(context)
        },
        trans
      );
}

/**
 * The legacy cell is left to the fix that inserted it, which goes by the TensorFlow that is to be expected. None at all where one of
 * the corrections would have to be written over a name or an expression: the rest alone need not go together.
 */
function pinEdits(
  facts: IFacts,
  changes: readonly IPinChange[]
): IReplaceEdit[] {
  const { cells } = facts.notebook;
  const pins = pinnedRequirements(facts).filter(
    ({ pinned }) => cells[pinned.span.cell].insertedBy !== legacyCellMark
  );
  const added = changes.filter(({ from }) => from === null);
  const corrections = pins.flatMap(({ pinned }) => {
    const change = changes.find(one => isAbout(one, pinned));
    return change ? [{ pinned, text: corrected(pinned, change) }] : [];
  });
  if (corrections.some(({ pinned }) => pinned.origin !== 'written')) {
    return [];
  }
  return corrections.map(({ pinned, text }, index) => {
    const isLast = index === corrections.length - 1;
    const more = isLast ? added.map(({ to }) => to) : [];
    return rewriteRequirement(facts.notebook, pinned, [text, ...more]);
  });
}

/** The solver writes names in their normal form and clauses without blanks. */
function isAbout({ from }: IPinChange, { text }: IPinned): boolean {
  const changed = from === null ? null : parseRequirement(from);
  const written = parseRequirement(text);
  return (
    changed !== null &&
    written !== null &&
    changed.name === written.name &&
    changed.specifier === written.specifier
  );
}

/** The new specifier under the name, and with the extras and the marker, that the notebook writes. */
function corrected({ text }: IPinned, { to }: IPinChange): string {
  const own = /^\s*[\w.-]+\s*(?:\[[^\]]*\])?/.exec(text)?.[0].trim();
  const specifier = parseRequirement(to)?.specifier;
  const marker = /\s*;[^;]*$/.exec(text)?.[0] ?? '';
  return own && specifier ? `${own}${specifier}${marker}` : to;
}

/** The legacy cell that the corrected notebook lacks. Edits inside of cells are left to the next check. */
function legacyCellAfter(
  context: IContext,
  edits: readonly Edit[],
  trans: ITranslate
): Edit[] {
  if (wantedKeras(context) !== 'keras2') {
    return [];
  }
  const { notebook } = apply(context.facts.notebook, edits);
  const facts = scan(notebook);
  const expected = expectEnvironment(facts, context.environment);
  const keras = expectKeras(facts, expected);
  if (keras.flavor !== 'keras3') {
    return [];
  }
  const fix = legacyFix({ ...context, facts, expected, keras }, trans);
  return fix?.edits.every(({ kind }) => kind === 'insert-cell')
    ? [...fix.edits]
    : [];
}
