/** What plans a fix and tells where it leads. It is a chunk of its own, loaded with the first click that asks for one. */
export { planOutcome } from '../core/outcome';
export { waysOf } from '../core/ways';
