import { pinKnowledge } from '../compatibility/pin-knowledge';
import type { IPinProblem, IPinSolution } from '../compatibility/pins';
import { solvePins } from '../compatibility/solve-pins';
import type { ITranslate } from '../translate';

/** Asks the pin solver with all that is known. */
export function askPinSolver(
  problem: IPinProblem,
  trans: ITranslate
): IPinSolution {
  return solvePins(problem, pinKnowledge, trans);
}
