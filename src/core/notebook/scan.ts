/** Reads the facts out of a notebook's source. Nothing is run, and no text in a string, comment or markdown cell counts. */
import type { IFindings } from './evaluate/machine';
import type { IFacts, IMagic, INotebook } from './model';
import { readNotebook } from './read-notebook';
import { ScanCache } from './scan-cache';

/**
 * The facts of a notebook. Never throws; time is about linear in the length of the source.
 *
 * @param cache - kept by the caller between scans of the same notebook, so that an unchanged cell is neither parsed nor read again. The
 * facts are the same with and without it.
 */
export function scan(
  notebook: INotebook,
  cache: ScanCache = new ScanCache()
): IFacts {
  const facts: IFindings & { magics: IMagic[]; unparsable: number[] } =
    nothing();
  readNotebook(notebook, cache).forEach((cell, index) => {
    if (!cell) {
      return;
    }
    const { findings } = cell.bodies;
    append(facts.imports, findings.imports);
    append(facts.references, findings.references);
    append(facts.variables, findings.variables);
    append(facts.installs, findings.installs);
    append(facts.moduleAliases, findings.moduleAliases);
    append(facts.magics, cell.reading.magics);
    if (cell.reading.syntax.broken) {
      facts.unparsable.push(index);
    }
  });
  return { notebook, ...facts };
}

/** The facts of a notebook that says nothing, or whose code is not looked at. */
export function noFacts(notebook: INotebook): IFacts {
  return { notebook, ...nothing() };
}

function nothing(): IFindings & { magics: IMagic[]; unparsable: number[] } {
  return {
    imports: [],
    references: [],
    variables: [],
    installs: [],
    moduleAliases: [],
    magics: [],
    unparsable: []
  };
}

/** Without spreading into arguments, which a very long list would overflow. */
function append<T>(target: T[], items: readonly T[]): void {
  for (let index = 0; index < items.length; index++) {
    target.push(items[index]);
  }
}
