import { diagnose } from '../diagnose';
import { makeEnvironment } from '../environment/make-environment';
import type { IAccelerators } from '../environment/model';
import { scan } from '../notebook/scan';
import { untranslated } from '../translate';
import { gpuNotUsed } from './gpu-not-used';
import { defaultOptions } from './model';

const gpu = { name: 'NVIDIA A100', memory: 40960 };

function look(
  source: string,
  versions: Record<string, string>,
  accelerators: Partial<IAccelerators> = {}
): string[] {
  const plain = makeEnvironment({ python: '3.11.7', versions });
  const environment = {
    ...plain,
    accelerators: { ...plain.accelerators, gpus: [gpu], ...accelerators }
  };
  const cells = [
    { id: 'a', type: 'code' as const, source, editable: true, insertedBy: null }
  ];
  const facts = scan({ language: 'python', cells });
  return diagnose(facts, environment, defaultOptions, untranslated)
    .diagnostics.filter(({ rule }) => rule === gpuNotUsed.id)
    .map(({ message }) => message);
}

describe('gpu-not-used', () => {
  const tensorflow = { tensorflow: '2.19.0' };

  it.each([
    [
      'import tensorflow as tf',
      { 'tensorflow-cpu': '2.16.2' },
      {},
      'tensorflow-cpu has no GPU support, and this machine has NVIDIA A100.'
    ],
    [
      'import os\nos.environ["CUDA_VISIBLE_DEVICES"] = "-1"\nimport tensorflow as tf',
      tensorflow,
      {},
      'CUDA_VISIBLE_DEVICES hides the GPU: TensorFlow runs on the CPU.'
    ],
    [
      'import tensorflow as tf',
      { ...tensorflow, 'nvidia-cudnn-cu12': '9.1.0.70' },
      { builtWith: { cuda: '12.5', cudnn: '9.3' } },
      'cuDNN 9.1.0.70 is installed, and TensorFlow was built with 9.3: it will not run on the GPU. Install tensorflow[and-cuda].'
    ],
    [
      'import tensorflow as tf',
      tensorflow,
      { tensorflowSees: 0 },
      'TensorFlow sees no GPU, and this machine has NVIDIA A100. Install tensorflow[and-cuda], which brings the CUDA libraries.'
    ],
    [
      'import tensorflow as tf',
      { ...tensorflow, 'nvidia-cudnn-cu12': '10.0.0.1' },
      { builtWith: { cuda: '12.5', cudnn: '9.3' } },
      'cuDNN 10.0.0.1 is installed, and TensorFlow was built with 9.3: it will not run on the GPU. Install tensorflow[and-cuda].'
    ],
    [
      'import tensorflow as tf',
      {
        ...tensorflow,
        'nvidia-cudnn-cu13': '9.1.0',
        'nvidia-cudnn-cu12': '9.3.0'
      },
      { builtWith: { cuda: '13.0', cudnn: '9.3' } },
      'cuDNN 9.1.0 is installed, and TensorFlow was built with 9.3: it will not run on the GPU. Install tensorflow[and-cuda].'
    ],
    [
      'import tensorflow as tf',
      tensorflow,
      {
        driver: '470.256.02',
        driverCuda: '11.4',
        builtWith: { cuda: '12.5.1', cudnn: '9' }
      },
      'Driver 470.256.02 runs CUDA 11.4 at most, and TensorFlow was built with CUDA 12.5.1: it will not run on the GPU. Update the driver.'
    ],
    [
      'import tensorflow as tf',
      tensorflow,
      { fault: 'NVML_ERROR_LIB_RM_VERSION_MISMATCH' },
      'The NVIDIA driver refuses (NVML_ERROR_LIB_RM_VERSION_MISMATCH): TensorFlow will not run on the GPU. After an update of the driver, restart the machine.'
    ]
  ])('%j says why', (source, versions, accelerators, message) => {
    expect(
      look(source, versions as Record<string, string>, accelerators)
    ).toEqual([message]);
  });

  it.each([
    ['import tensorflow as tf', tensorflow, { tensorflowSees: 1 }],
    ['import tensorflow as tf', tensorflow, {}],
    ['import tensorflow as tf', { 'tensorflow-cpu': '2.16.2' }, { gpus: [] }],
    ['import numpy', { 'tensorflow-cpu': '2.16.2' }, {}],
    [
      'import tensorflow as tf',
      { ...tensorflow, 'nvidia-cudnn-cu12': '9.10.2.21' },
      { builtWith: { cuda: '12.5', cudnn: '9.3' } }
    ],
    [
      'import tensorflow as tf',
      { ...tensorflow, 'nvidia-cudnn-cu11': '8.6.0' },
      { driverCuda: '12.2', builtWith: { cuda: '12.5', cudnn: '9.3' } }
    ],
    [
      'import tensorflow as tf',
      { ...tensorflow, 'nvidia-cudnn-cu12': 'x' },
      { driverCuda: '?', builtWith: { cuda: '12.5', cudnn: '9' } }
    ]
  ])('%j is silent', (source, versions, accelerators) => {
    expect(
      look(source, versions as Record<string, string>, accelerators)
    ).toEqual([]);
  });
});
