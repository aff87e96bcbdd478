import type {
  IAccelerators,
  IDistribution,
  IEnvironment,
  IGpu,
  IInstallerRecord,
  ILoadedKeras,
  ILoadedVersions,
  IVariables
} from './model';

/** Longest answer that is read, in characters; a whole environment takes about 10,000. */
const MAX_ANSWER = 4_000_000;
const MAX_TEXT = 500;
const MAX_LIST = 2000;

/** A name in the one spelling of PEP 503. */
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Why an answer of a kernel cannot be used. */
export interface IProbeError {
  /** In English, for the badge's tooltip; may quote the kernel, so it is untrusted text. */
  readonly error: string;
}

/** Turns a value of unknown shape into `T`, or throws a `ShapeError` that names the place. */
type Reader<T> = (value: unknown, place: string) => T;

class ShapeError extends Error {}

function expected(what: string, place: string): ShapeError {
  return new ShapeError(`${place} is not ${what}`);
}

const text: Reader<string> = (value, place) => {
  if (typeof value !== 'string' || value.length > MAX_TEXT) {
    throw expected(`a text of at most ${MAX_TEXT} characters`, place);
  }
  return value;
};

const flag: Reader<boolean> = (value, place) => {
  if (typeof value !== 'boolean') {
    throw expected('true or false', place);
  }
  return value;
};

const count: Reader<number> = (value, place) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw expected('a count', place);
  }
  return value;
};

function oneOf<T extends string>(...words: readonly T[]): Reader<T> {
  return (value, place) => {
    const word = words.find(candidate => candidate === value);
    if (word === undefined) {
      throw expected(`one of ${words.join(', ')}`, place);
    }
    return word;
  };
}

function orNull<T>(reader: Reader<T>): Reader<T | null> {
  return (value, place) => (value === null ? null : reader(value, place));
}

/** For a field that earlier probes do not have. */
function orMissing<T>(reader: Reader<T>): Reader<T | null> {
  return (value, place) => orNull(reader)(value ?? null, place);
}

function list<T>(reader: Reader<T>): Reader<readonly T[]> {
  return (value, place) => {
    if (!Array.isArray(value) || value.length > MAX_LIST) {
      throw expected(`a list of at most ${MAX_LIST}`, place);
    }
    return value.map((item, index) => reader(item, `${place}[${index}]`));
  };
}

/** Reads an object field by field; fields that it does not know are left out. */
function fields<T extends object>(readers: {
  [K in keyof T]-?: Reader<T[K]>;
}): Reader<T> {
  return (value, place) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw expected('an object', place);
    }
    const given = new Map<string, unknown>(Object.entries(value));
    const names = Object.keys(readers) as (keyof T & string)[];
    return Object.fromEntries(
      names.map(name => [
        name,
        readers[name](given.get(name), `${place}.${name}`)
      ])
    ) as T;
  };
}

const flavor = oneOf('keras2', 'keras3', 'tf-keras');

const loaded = fields<ILoadedKeras>({
  tensorflow: flag,
  keras: flag,
  tfKeras: orNull(flavor),
  tfKerasPath: orNull(flavor),
  tfKerasBroken: flag,
  backend: orNull(text),
  versions: fields<ILoadedVersions>({
    tensorflow: orNull(text),
    keras: orNull(text),
    tf_keras: orNull(text),
    numpy: orNull(text)
  })
});

const accelerators = fields<IAccelerators>({
  source: oneOf('nvml', 'proc', 'metal', 'rocm', 'tpu', 'none'),
  gpus: list(fields<IGpu>({ name: text, memory: orNull(count) })),
  driver: orNull(text),
  driverCuda: orNull(text),
  fault: orNull(text),
  tensorflowSees: orNull(count),
  builtWith: fields<IAccelerators['builtWith']>({
    cuda: orNull(text),
    cudnn: orNull(text)
  })
});

const variables = fields<IVariables>({
  TF_USE_LEGACY_KERAS: orNull(text),
  KERAS_BACKEND: orNull(text),
  CUDA_VISIBLE_DEVICES: orNull(text),
  TF_FORCE_GPU_ALLOW_GROWTH: orNull(text)
});

const installer = fields<IInstallerRecord>({
  pip: flag,
  uv: orNull(oneOf('own', 'other', 'refuses')),
  uvModule: flag,
  ensurepip: flag,
  conda: flag,
  condaTool: orNull(oneOf('conda', 'mamba', 'micromamba', 'pixi')),
  managed: flag,
  writable: flag,
  userSite: oneOf('on-path', 'enabled', 'off')
});

const distributionList = list(
  fields<IDistribution>({ name: text, version: text, requires: list(text) })
);

/** By name; the first of a name counts, as on `sys.path`, and what cannot be a name is left out. */
const distributions: Reader<ReadonlyMap<string, IDistribution>> = (
  value,
  place
) => {
  const found = new Map<string, IDistribution>();
  for (const one of distributionList(value, place)) {
    if (NAME.test(one.name) && !found.has(one.name)) {
      found.set(one.name, one);
    }
  }
  return found;
};

const environment = fields<Omit<IEnvironment, 'failedInstalls'>>({
  python: text,
  platform: text,
  machine: text,
  distributions,
  loaded,
  variables,
  configuredBackend: orNull(text),
  pip: orNull(oneOf('own', 'other', 'none')),
  installer: orMissing(installer),
  accelerators,
  host: orNull(oneOf('colab', 'kaggle')),
  notes: list(text)
});

const failure = fields<IProbeError>({ error: text });

/**
 * Reads what the probe answered (`probe-result.schema.json` is its shape). The text comes from a kernel and is not
 * trusted: anything of another shape or beyond the bounds gives an error that says what is wrong. Never throws.
 */
export function parseProbe(answer: string): IEnvironment | IProbeError {
  if (answer.length > MAX_ANSWER) {
    return { error: `the answer has more than ${MAX_ANSWER} characters` };
  }
  try {
    const value: unknown = JSON.parse(answer);
    const failed =
      typeof value === 'object' && value !== null && 'error' in value;
    return failed ? failure(value, 'answer') : environment(value, 'answer');
  } catch (error) {
    return {
      error:
        error instanceof ShapeError ? error.message : 'the answer is not JSON'
    };
  }
}
