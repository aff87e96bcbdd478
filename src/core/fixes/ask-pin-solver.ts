import type { IPinProblem, IPinSolution } from '../compatibility/pins';
import releaseTable from '../compatibility/releases.json';
import type { ReleaseTable } from '../compatibility/releases';
import { solvePins } from '../compatibility/solve-pins';
import type { ITranslate } from '../translate';

const releases: ReleaseTable = releaseTable;

/** Asks the pin solver with all that is known. */
export function askPinSolver(
  problem: IPinProblem,
  trans: ITranslate
): IPinSolution {
  return solvePins(problem, { releases, requirements: [] }, trans);
}
