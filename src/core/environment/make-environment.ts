import type { IEnvironment, IVariables } from './model';

/** What an environment is described by when no kernel can be asked: a table row, a freeze list, a test. */
export interface IEnvironmentDescription {
  /** For example `3.12.4`. */
  readonly python: string;
  /** Versions by normalised name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly variables?: Partial<IVariables>;
}

/** What a kernel has loaded that has just been started. */
export const nothingLoaded: IEnvironment['loaded'] = {
  tensorflow: false,
  keras: false,
  tfKeras: null,
  tfKerasPath: null,
  tfKerasBroken: false,
  backend: null,
  versions: { tensorflow: null, keras: null, tf_keras: null, numpy: null }
};

/** An environment of Linux on x86-64 without a GPU, in which nothing has been imported yet. */
export function makeEnvironment({
  python,
  versions,
  variables = {}
}: IEnvironmentDescription): IEnvironment {
  const distributions = Object.entries(versions).map(
    ([name, version]) => [name, { name, version, requires: [] }] as const
  );
  return {
    python,
    platform: 'linux',
    machine: 'x86_64',
    distributions: new Map(distributions),
    loaded: nothingLoaded,
    variables: {
      TF_USE_LEGACY_KERAS: null,
      KERAS_BACKEND: null,
      CUDA_VISIBLE_DEVICES: null,
      TF_FORCE_GPU_ALLOW_GROWTH: null,
      ...variables
    },
    configuredBackend: null,
    pip: null,
    installer: null,
    accelerators: {
      source: 'none',
      gpus: [],
      driver: null,
      driverCuda: null,
      fault: null,
      tensorflowSees: null,
      builtWith: { cuda: null, cudnn: null }
    },
    host: null,
    notes: []
  };
}
