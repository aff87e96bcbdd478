/** Reads the facts out of a notebook's source. Nothing is run, and no text in a string, comment or markdown cell counts. */
import type { IFacts, INotebook } from './model';
import { emptyPart } from './parts';
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
  const cells = readNotebook(notebook, cache).map(
    cell => cell?.bodies.facts ?? emptyPart
  );
  const whole = cache.parts.join(cells);
  return { ...whole, notebook, parts: [whole] };
}

/** The facts of a notebook that says nothing, or whose code is not looked at. */
export function noFacts(notebook: INotebook): IFacts {
  return { ...emptyPart, notebook };
}
