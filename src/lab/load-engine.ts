import type * as Engine from './engine';

/** Loads the parser, the rules and the tables; the bundler makes a chunk of them. */
export function loadEngine(): Promise<typeof Engine> {
  return import(/* webpackChunkName: "engine" */ './engine');
}
