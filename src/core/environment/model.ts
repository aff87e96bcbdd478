/** What a kernel has, as the probe saw it. Plain data; every text in it is untrusted and only ever rendered as text. */

/** An installed distribution, as its METADATA says. */
export interface IDistribution {
  /** PEP 503 normalised name, for example `tf-keras`. */
  readonly name: string;
  /** The version as written in the METADATA; not necessarily a valid PEP 440 version. */
  readonly version: string;
  /** `Requires-Dist` lines, verbatim; those that name a distribution that matters here. */
  readonly requires: readonly string[];
}

/** Where the classes that `tf.keras` hands out come from. */
export type KerasFlavor = 'keras2' | 'keras3' | 'tf-keras';

/** What `tf.keras` and `from tensorflow.keras …` are in the running process, read from `sys.modules`. */
export interface ILoadedKeras {
  /** TensorFlow has been imported (so that the legacy variable comes too late for `from tensorflow.keras …`). */
  readonly tensorflow: boolean;
  /** `import keras` has happened, directly or by TensorFlow. */
  readonly keras: boolean;
  /** What `tf.keras` resolved to, or null while nothing has touched it. */
  readonly tfKeras: KerasFlavor | null;
  /** What `from tensorflow.keras import …` takes (fixed by `tensorflow.__path__` on import), or null before the import. */
  readonly tfKerasPath: KerasFlavor | null;
  /** `tf.keras` was touched and could not be loaded: it stays broken until the kernel restarts. */
  readonly tfKerasBroken?: boolean;
  /** `keras.config.backend()` of a loaded Keras 3, or null. */
  readonly backend: string | null;
  /** What the imported packages say of their release; null for those that have not been imported. */
  readonly versions: ILoadedVersions;
}

/** `__version__` by module. */
export interface ILoadedVersions {
  readonly tensorflow: string | null;
  readonly keras: string | null;
  readonly tf_keras: string | null;
  readonly numpy: string | null;
}

/** One GPU (or MIG slice) that the driver knows. */
export interface IGpu {
  readonly name: string;
  /** Memory in MiB, or null when the driver does not say. */
  readonly memory: number | null;
}

/** Accelerators: what the driver has, what the wheels were built for, and what a running TensorFlow already listed. */
export interface IAccelerators {
  /** Where the list comes from: NVML, `/proc/driver/nvidia`, or the name of a plug-in distribution. */
  readonly source: 'nvml' | 'proc' | 'metal' | 'rocm' | 'tpu' | 'none';
  /** What the NVIDIA driver lists; empty for a source that is known by the name of a distribution only. */
  readonly gpus: readonly IGpu[];
  /** NVIDIA driver version, or null. */
  readonly driver: string | null;
  /** The highest CUDA version that the driver supports, for example `12.4`, or null. */
  readonly driverCuda: string | null;
  /** Why the driver could not be asked though it seems to be there, for example `NVML_ERROR_LIB_RM_VERSION_MISMATCH`; or null. */
  readonly fault: string | null;
  /** Devices that an imported TensorFlow has already listed, or null when it has not (the probe never makes it). */
  readonly tensorflowSees: number | null;
  /** CUDA and cuDNN that the installed TensorFlow says it was built with, where its files tell; else null. */
  readonly builtWith: {
    readonly cuda: string | null;
    readonly cudnn: string | null;
  };
}

/** The environment variables that decide which Keras and which devices TensorFlow takes. Null means unset. */
export interface IVariables {
  readonly TF_USE_LEGACY_KERAS: string | null;
  readonly KERAS_BACKEND: string | null;
  readonly CUDA_VISIBLE_DEVICES: string | null;
  readonly TF_FORCE_GPU_ALLOW_GROWTH: string | null;
}

/** What a kernel's Python can be given a package with. */
export interface IInstallerRecord {
  /** pip can be imported, so that `python -m pip` and `%pip` run. */
  readonly pip: boolean;
  /**
   * Where `uv pip` of a shell goes without `--python`: to the kernel's environment, to another one, or nowhere. Null where a
   * shell finds no uv.
   */
  readonly uv: 'own' | 'other' | 'refuses' | null;
  /** uv can be imported, so that `python -m uv` and IPython's `%uv` run. */
  readonly uvModule: boolean;
  readonly ensurepip: boolean;
  /** The environment is one of conda's family. */
  readonly conda: boolean;
  /** The first tool of that family that a shell finds. */
  readonly condaTool: 'conda' | 'mamba' | 'micromamba' | 'pixi' | null;
  /** pip refuses, because the Python is the system's own (PEP 668). */
  readonly managed: boolean;
  /** Files can be put into site-packages. */
  readonly writable: boolean;
  /** Whether a package in the user's own folder can be imported: now, after a restart of the kernel, or not at all. */
  readonly userSite: 'on-path' | 'enabled' | 'off';
}

export interface IEnvironment {
  /** For example `3.12.4`. */
  readonly python: string;
  /** `sys.platform`: `linux`, `darwin`, `win32`, `emscripten`. */
  readonly platform: string;
  /** `platform.machine()` as the operating system says it, for example `x86_64`. */
  readonly machine: string;
  /** Installed distributions that matter, by normalised name. */
  readonly distributions: ReadonlyMap<string, IDistribution>;
  readonly loaded: ILoadedKeras;
  readonly variables: IVariables;
  /** The backend of the user's `keras.json`, which Keras 3 takes where `KERAS_BACKEND` is unset; null without one. */
  readonly configuredBackend?: string | null;
  /**
   * Whose `pip` a shell of the kernel finds first, which is the one that `!pip` runs: that of the kernel's own Python, that of
   * another one, or none. Null where that cannot be told.
   */
  readonly pip: 'own' | 'other' | 'none' | null;
  /** Null where it is not known, as of an environment that no kernel was asked about, or of an earlier probe's answer. */
  readonly installer?: IInstallerRecord | null;
  readonly accelerators: IAccelerators;
  /** The hosted service that the kernel runs on, or null. */
  readonly host: 'colab' | 'kaggle' | null;
  /** Packages that are still not there though a line of the notebook that installs them has run; none where it is not known. */
  readonly failedInstalls?: ReadonlySet<string>;
  /** What the probe could not read, and why, in English; empty when the picture is whole. */
  readonly notes?: readonly string[];
}
