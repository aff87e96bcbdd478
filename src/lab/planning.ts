/** What plans a fix, tells where it leads, and how the notebook fares without. It is a chunk of its own, loaded with the first click that asks for one. */
export { planOutcome } from '../core/outcome';
export { standing } from '../core/standing';
export { waysOf } from '../core/ways';
