import { referencesTo } from '../find-references';
import { repair } from '../fixes/legacy-or-migrate';
import type { Edit } from '../fixes/model';
import { replaceSpan } from '../fixes/replace-text';
import type { IFacts, IReference } from '../notebook/model';
import type { ITranslate } from '../translate';
import { defineRule } from './define-rule';

const tests = referencesTo(name =>
  /^tensorflow\.test\.(is_gpu_available|gpu_device_name)$/.test(name)
);

/** `tf.test.is_gpu_available()` and `tf.test.gpu_device_name()`, which were made for TensorFlow's own tests. */
export const gpuAvailableTest = defineRule({
  id: 'gpu-available-test',
  severity: 'info',
  docs: {
    summary: 'A function of `tf.test` is asked for the GPU.',
    why: '`tf.test.is_gpu_available` is deprecated and will be removed; `tf.test.gpu_device_name` is meant for the tests of TensorFlow. Both start the GPUs to answer, which takes their memory before `set_memory_growth` can be called. `tf.config.list_physical_devices("GPU")` only lists them.',
    limitations:
      'What takes arguments, or uses the name, is left as it is. A GPU that is listed but cannot be started counts as available then.',
    references: [
      'https://www.tensorflow.org/api_docs/python/tf/test/is_gpu_available'
    ]
  },
  check({ facts }, trans) {
    return tests(facts)
      .filter(({ guard, kind }) => guard === null && kind === 'call')
      .map(reference => ({
        span: reference.span,
        message: message(reference, trans),
        fixes: repair(
          trans.__('Look at the list of GPUs'),
          listed(facts, reference)
        )
      }));
  },
  examples: [
    {
      name: 'in a condition',
      environment: 'tf-2.16',
      before: [
        'import tensorflow as tf\nif not tf.test.is_gpu_available():\n    print("no GPU")'
      ],
      fails: {
        silently:
          "not ('DEPRECATED' in tf.test.is_gpu_available.__doc__ and any('test.is_gpu_available()' in cell for cell in In[:-1]))"
      },
      after: [
        'import tensorflow as tf\nif not bool(tf.config.list_physical_devices("GPU")):\n    print("no GPU")'
      ]
    }
  ],
  clean: [
    {
      name: 'the list of GPUs',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\nprint(len(tf.config.list_physical_devices("GPU")), tf.test.is_built_with_cuda())'
      ]
    }
  ]
});

function message({ name }: IReference, trans: ITranslate): string {
  return name.endsWith('is_gpu_available')
    ? trans.__(
        'This still works, but is deprecated and takes the memory of the GPU; tf.config.list_physical_devices("GPU") only looks.'
      )
    : trans.__(
        'This still works, but takes the memory of the GPU; tf.config.list_physical_devices("GPU") only looks.'
      );
}

/** Whether there is a GPU, by the list; only for a call that asks no more than that, through the module's name. */
function listed(
  { notebook }: IFacts,
  { call, span, fullSpan }: IReference
): Edit[] {
  const text = notebook.cells[span.cell].source.slice(span.from, span.to);
  const [, module] = /^([\w.]+)\.test\.is_gpu_available$/.exec(text) ?? [];
  return module && call?.arguments.length === 0 && !call.open
    ? [
        replaceSpan(
          notebook,
          fullSpan,
          `bool(${module}.config.list_physical_devices("GPU"))`
        )
      ]
    : [];
}
