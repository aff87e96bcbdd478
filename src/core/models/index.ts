/**
 * Saved models: what is wrong with the files that Keras 3 and the TensorFlow.js converter write, and how to mend them.
 *
 * `repairModelJson(text)` tells everything: what the file is, the new text, what was done, what to warn of, why it was
 * refused. The caller writes `text`, and where `weights` is not null reads `weights.reads`, calls `weights.apply`, and
 * writes the files that it returns.
 */
export type { INote } from './bench';
export type { IGraphModelRoute } from './graph-model-route';
export { graphModelRoute } from './graph-model-route';
export type { IModelRepair } from './repair-model-json';
export { repairModelJson } from './repair-model-json';
export type { IWeightRewrite } from './write-weights';
