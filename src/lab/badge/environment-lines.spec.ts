import { makeEnvironment } from '../../core/environment/make-environment';
import type { IAccelerators } from '../../core/environment/model';
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
    'NVML_ERROR_LIB_RM_VERSION_MISMATCH'
  ],
  ['Metal', { source: 'metal' }, 'METAL'],
  ['ROCm', { source: 'rocm' }, 'ROCM'],
  ['TPU', { source: 'tpu' }, 'TPU']
])('names %s', (_, told, line) => {
  expect(accelerator(told)).toBe(line);
});
