import { diagnose } from '../../core/diagnose';
import { makeEnvironment } from '../../core/environment/make-environment';
import type { IAccelerators } from '../../core/environment/model';
import { PYODIDE } from '../../core/environment/pyodide';
import { scan } from '../../core/notebook/scan';
import { defaultOptions } from '../../core/rules/model';
import { untranslated } from '../../core/translate';
import { environmentLines } from './environment-lines';

const plain = makeEnvironment({
  python: '3.11.7',
  versions: { tensorflow: '2.19.0', keras: '3.15.1' }
});

function accelerator(told: Partial<IAccelerators>): string | undefined {
  const accelerators = { ...plain.accelerators, ...told };
  const lines = environmentLines(
    { ...plain, accelerators },
    null,
    untranslated
  );
  return lines.find(([label]) => label === 'Accelerator')?.[1];
}

function gpus(name: string, count: number): IAccelerators['gpus'] {
  return Array.from({ length: count }, () => ({ name, memory: null }));
}

const card = 'NVIDIA H100 80GB HBM3';

it.each<[string, Partial<IAccelerators>, string]>([
  ['no accelerator', {}, 'CPU'],
  [
    'one GPU with all that its driver says',
    {
      source: 'nvml',
      gpus: gpus(card, 1),
      driver: '550.54.15',
      driverCuda: '12.4',
      builtWith: { cuda: '12.5.1', cudnn: '9' }
    },
    `${card} · driver 550.54.15 · CUDA 12.4 · TensorFlow built with CUDA 12.5.1`
  ],
  ['eight GPUs', { source: 'nvml', gpus: gpus(card, 8) }, `8 × ${card}`],
  [
    'slices in MIG mode beside a whole GPU',
    {
      source: 'nvml',
      gpus: [...gpus(`${card} MIG 1g.10gb`, 3), ...gpus(card, 1)]
    },
    `3 × ${card} MIG 1g.10gb, ${card}`
  ],
  [
    'a driver of another release than its library',
    {
      source: 'proc',
      gpus: gpus(card, 2),
      fault: 'NVML_ERROR_LIB_RM_VERSION_MISMATCH'
    },
    'the NVIDIA driver refuses (NVML_ERROR_LIB_RM_VERSION_MISMATCH)'
  ],
  ['Metal', { source: 'metal' }, 'METAL'],
  ['ROCm', { source: 'rocm' }, 'ROCM'],
  ['TPU', { source: 'tpu' }, 'TPU']
])('names %s', (_, told, line) => {
  expect(accelerator(told)).toBe(line);
});

const withTfKeras = {
  tensorflow: '2.19.0',
  keras: '3.15.1',
  'tf-keras': '2.19.0'
};

function kerasLine(
  source: string,
  versions: Record<string, string>
): string | undefined {
  const environment = makeEnvironment({ python: '3.11.7', versions });
  const cell = { id: 'a', type: 'code' as const, editable: true };
  const notebook = {
    language: 'python',
    cells: [{ ...cell, source, insertedBy: null }]
  };
  const diagnosis = diagnose(
    scan(notebook),
    environment,
    defaultOptions,
    untranslated
  );
  const lines = environmentLines(environment, diagnosis, untranslated);
  return lines.find(([label]) => label === 'tf.keras')?.[1];
}

it.each<[string, string, Record<string, string>]>([
  [
    'keras 3.15.1, the default of this TensorFlow',
    'import tensorflow as tf',
    withTfKeras
  ],
  [
    'tf-keras 2.19.0, by the variable set in cell 1',
    'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"\nimport tensorflow as tf',
    withTfKeras
  ],
  [
    'tf-keras 2.19.0, because a library that is imported asks for it',
    'from transformers import TFBertModel',
    { ...withTfKeras, transformers: '4.57.6' }
  ],
  [
    'tf-keras 2.19.0, which the notebook asks for under a condition',
    'import os, sys\nif sys.version_info > (3, 11):\n    os.environ["TF_USE_LEGACY_KERAS"] = "1"\nimport tensorflow as tf',
    withTfKeras
  ],
  [
    'cannot be imported: TF_USE_LEGACY_KERAS is set and tf-keras is missing',
    '%env TF_USE_LEGACY_KERAS=1\nimport tensorflow as tf',
    { tensorflow: '2.19.0', keras: '3.15.1' }
  ],
  [
    'keras 2.15.0, once the notebook has installed TensorFlow 2.15.1',
    '%pip install tensorflow==2.15.1\nimport tensorflow as tf',
    { tensorflow: '2.19.0', keras: '3.15.1' }
  ]
])('says %j', (line, source, versions) => {
  expect(kerasLine(source, versions)).toBe(line);
});

it('names no release of a Python that does not tell it', () => {
  const lines = environmentLines(PYODIDE, null, untranslated);
  expect(lines).toContainEqual(['Python', 'Pyodide']);
});
