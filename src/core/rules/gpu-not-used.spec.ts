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
    ]
  ])('%j is silent', (source, versions, accelerators) => {
    expect(
      look(source, versions as Record<string, string>, accelerators)
    ).toEqual([]);
  });
});
