/** All that the solver knows, in one module, so that it can be loaded on demand. */
import { knownRequirements } from './facts';
import releases from './releases.json';
import type { IPinKnowledge } from './solve-pins';

export const pinKnowledge: IPinKnowledge = {
  releases,
  requirements: knownRequirements
};
