import { compareVersions, minorOf } from '../compatibility/version';
import { findTensorFlow } from '../environment/find-tensorflow';
import type { ISpan } from '../notebook/model';
import type { ITranslate } from '../translate';
import { defineRule } from './define-rule';
import type { IContext, IFinding } from './model';

/** The machine has a GPU, and this TensorFlow will not use it. */
export const gpuNotUsed = defineRule({
  id: 'gpu-not-used',
  severity: 'warning',
  docs: {
    summary: 'There is a GPU, and TensorFlow will not use it.',
    why: 'Training runs on the CPU without an error, ten times slower. Most often `CUDA_VISIBLE_DEVICES` hides the GPU, `tensorflow-cpu` is installed, or the CUDA libraries are missing or older than those TensorFlow was built with ("Loaded runtime CuDNN library: 9.1.0 but source was compiled with: 9.3.0"). `pip install "tensorflow[and-cuda]"` brings the right ones.',
    limitations:
      'Hiding the GPU may be meant, for example where another program needs it.',
    references: [
      'https://docs.nvidia.com/deploy/cuda-compatibility/',
      'https://github.com/tensorflow/tensorflow/issues/63362',
      'https://github.com/tensorflow/tensorflow/issues/60913'
    ]
  },
  check(context, trans) {
    const { environment, facts } = context;
    const first = facts.imports.find(
      ({ importsTensorFlow }) => importsTensorFlow
    );
    if (environment.accelerators.gpus.length === 0 || !first) {
      return [];
    }
    const finding =
      hiddenGpu(context, trans) ?? unfit(context, first.statementSpan, trans);
    return finding ? [finding] : [];
  },
  recognise({ traceback }, trans) {
    if (
      /Loaded runtime CuDNN library: .* but source was compiled with/.test(
        traceback
      )
    ) {
      return trans.__(
        'The cuDNN that is installed is older than the one TensorFlow was built with; tensorflow[and-cuda] brings the right one.'
      );
    }
    // Said only where a GPU was found. "Could not find cuda drivers" and "Could not load dynamic library 'libcudart…'" are said on
    // every machine without one, and mean nothing there.
    return traceback.includes('Cannot dlopen some GPU libraries')
      ? trans.__(
          'TensorFlow does not find the CUDA libraries; tensorflow[and-cuda] brings them.'
        )
      : null;
  },
  examples: [],
  clean: [],
  unproven:
    'The proof environments have no GPU; a spec runs it on environments as the probe reports them.'
});

/** The variable hides every GPU: in the notebook, or in the kernel's environment. */
function hiddenGpu(
  { facts, environment }: IContext,
  trans: ITranslate
): IFinding | null {
  const setting = facts.variables.find(
    ({ variable, value, effective, guard }) =>
      variable === 'CUDA_VISIBLE_DEVICES' &&
      effective &&
      guard === null &&
      isNone(value)
  );
  const isHidden =
    setting ?? isNone(environment.variables.CUDA_VISIBLE_DEVICES);
  return isHidden
    ? {
        span: setting?.span ?? null,
        severity: 'info',
        message: trans.__(
          'CUDA_VISIBLE_DEVICES hides the GPU: TensorFlow runs on the CPU.'
        ),
        fixes: []
      }
    : null;
}

function isNone(value: string | null): boolean {
  return value !== null && /^\s*(-1.*)?$/.test(value);
}

/** Why this TensorFlow will not run on the GPU: one of these, and the first that is so. */
function unfit(
  context: IContext,
  span: ISpan,
  trans: ITranslate
): IFinding | null {
  const message =
    withoutGpuSupport(context, trans) ??
    driverFault(context, trans) ??
    otherCuda(context, trans) ??
    unseen(context, trans);
  return message === null ? null : { span, message, fixes: [] };
}

function withoutGpuSupport(
  { environment, expected }: IContext,
  trans: ITranslate
): string | null {
  const name = findTensorFlow(expected)?.name ?? '';
  return /^(tensorflow-cpu|tf-nightly-cpu)/.test(name)
    ? trans.__(
        '%1 has no GPU support, and this machine has %2.',
        name,
        environment.accelerators.gpus[0].name
      )
    : null;
}

/** As after an update of the driver without a restart: its library and its kernel module are of different releases. */
function driverFault(
  { environment }: IContext,
  trans: ITranslate
): string | null {
  const { fault } = environment.accelerators;
  return (
    fault &&
    trans.__(
      'The NVIDIA driver refuses (%1): TensorFlow will not run on the GPU. After an update of the driver, restart the machine.',
      fault
    )
  );
}

/** A driver or a cuDNN that is not made for the CUDA that TensorFlow was built with. */
function otherCuda(
  { environment }: IContext,
  trans: ITranslate
): string | null {
  const { driver, driverCuda, builtWith } = environment.accelerators;
  if (
    driverCuda &&
    builtWith.cuda &&
    isOlderMajor(driverCuda, builtWith.cuda)
  ) {
    return trans.__(
      'Driver %1 runs CUDA %2 at most, and TensorFlow was built with CUDA %3: it will not run on the GPU. Update the driver.',
      driver ?? '',
      driverCuda,
      builtWith.cuda
    );
  }
  const cuda = majorOf(builtWith.cuda ?? '12');
  const cudnn = environment.distributions.get(`nvidia-cudnn-cu${cuda}`);
  return cudnn && builtWith.cudnn && !fits(cudnn.version, builtWith.cudnn)
    ? trans.__(
        'cuDNN %1 is installed, and TensorFlow was built with %2: it will not run on the GPU. Install tensorflow[and-cuda].',
        cudnn.version,
        builtWith.cudnn
      )
    : null;
}

function unseen({ environment }: IContext, trans: ITranslate): string | null {
  const { tensorflowSees, gpus } = environment.accelerators;
  return tensorflowSees === 0
    ? trans.__(
        'TensorFlow sees no GPU, and this machine has %1. Install tensorflow[and-cuda], which brings the CUDA libraries.',
        gpus[0].name
      )
    : null;
}

/** A driver runs every CUDA of its own major release and of those before (NVIDIA's "minor version compatibility"). */
function isOlderMajor(driver: string, built: string): boolean {
  return Number(majorOf(driver)) < Number(majorOf(built));
}

/** cuDNN runs what was built with the same major release, of an equal or lower minor one; unknown versions fit. */
function fits(installed: string, built: string): boolean {
  const [own, wanted] = [minorOf(installed), minorOf(built)];
  return (
    own === null ||
    wanted === null ||
    (majorOf(own) === majorOf(wanted) && compareVersions(own, wanted) >= 0)
  );
}

function majorOf(version: string): string {
  return version.split('.')[0];
}
