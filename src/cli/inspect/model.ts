/** What a saved model says of itself, without loading it. */
export interface IInspection {
  readonly format:
    | 'keras'
    | 'hdf5-model'
    | 'hdf5-weights'
    | 'saved-model'
    | 'tfjs-layers-model'
    | 'tfjs-graph-model';
  /** What wrote it, as far as it says: `Keras 3.15.1`, `TensorFlow 2.16.2`; null where it does not say. */
  readonly writer: string | null;
  readonly keras: IKerasSupport;
  /** Names of layers and functions that are not Keras' own: loading needs their code. */
  readonly custom: readonly string[];
  /** How to load it, or what stands against it; sentences. */
  readonly advice: readonly string[];
}

/** Whether `load_model` of a Keras takes the file; `maybe` where it depends on the layers. */
export interface IKerasSupport {
  readonly keras2: Support;
  readonly keras3: Support;
}

export type Support = 'yes' | 'no' | 'maybe';

/** The file is not a model, or too damaged to say what it is. */
export class InspectionError extends Error {}
