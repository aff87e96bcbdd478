import { referencesTo } from '../find-references';
import { repair } from '../fixes/legacy-or-migrate';
import { rewriteDotted } from '../fixes/rewrite-name';
import { defineRule } from './define-rule';

const experimental = 'tensorflow.config.experimental.';

/** What left the experiment with TensorFlow 2.1 and 2.4, and under which name. */
const present: ReadonlyMap<string, string> = new Map([
  ['list_physical_devices', 'list_physical_devices'],
  ['list_logical_devices', 'list_logical_devices'],
  ['get_visible_devices', 'get_visible_devices'],
  ['set_visible_devices', 'set_visible_devices'],
  ['get_virtual_device_configuration', 'get_logical_device_configuration'],
  ['set_virtual_device_configuration', 'set_logical_device_configuration'],
  ['VirtualDeviceConfiguration', 'LogicalDeviceConfiguration']
]);

const uses = referencesTo(name => name.startsWith(experimental));

/** `tf.config.experimental.list_physical_devices` and its like, which are experimental no longer. */
export const experimentalDeviceApi = defineRule({
  id: 'experimental-device-api',
  severity: 'info',
  docs: {
    summary:
      'A function for devices is called by its former, experimental name.',
    why: 'It still works: both names are the same function. TensorFlow lists the one under `tf.config.experimental` as deprecated. `set_memory_growth` and the others that are still experimental are not meant.',
    limitations: 'TensorFlow 2.0 has the former names only.',
    references: [
      'https://www.tensorflow.org/api_docs/python/tf/config/list_physical_devices'
    ]
  },
  check({ facts }, trans) {
    return uses(facts)
      .filter(({ guard, kind }) => guard === null && kind !== 'import')
      .flatMap(reference => {
        const former = reference.name.slice(experimental.length);
        const name = present.get(former);
        return name
          ? [
              {
                span: reference.span,
                message: trans.__(
                  'This still works; its present name is %1.',
                  `tf.config.${name}`
                ),
                fixes: repair(
                  trans.__('Write the present name'),
                  rewriteDotted(
                    facts.notebook,
                    reference,
                    `config.experimental.${former}`,
                    `config.${name}`
                  )
                )
              }
            ]
          : [];
      });
  },
  examples: [
    {
      name: 'the list of GPUs',
      environment: 'tf-2.16',
      before: [
        "import tensorflow as tf\ngpus = tf.config.experimental.list_physical_devices('GPU')\nfor gpu in gpus:\n    tf.config.experimental.set_memory_growth(gpu, True)"
      ],
      fails: {
        silently:
          'not any(name in cell for name in tf.config.list_physical_devices._tf_deprecated_api_names for cell in In)'
      },
      after: [
        "import tensorflow as tf\ngpus = tf.config.list_physical_devices('GPU')\nfor gpu in gpus:\n    tf.config.experimental.set_memory_growth(gpu, True)"
      ]
    },
    {
      name: 'a part of the memory',
      environment: 'tf-2.21',
      before: [
        "import tensorflow as tf\ncpu = tf.config.list_physical_devices('CPU')[0]\ntf.config.experimental.set_virtual_device_configuration(cpu, [tf.config.experimental.VirtualDeviceConfiguration()] * 2)"
      ],
      fails: {
        silently:
          'not any(name in cell for name in tf.config.set_logical_device_configuration._tf_deprecated_api_names for cell in In)'
      },
      after: [
        "import tensorflow as tf\ncpu = tf.config.list_physical_devices('CPU')[0]\ntf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)"
      ]
    }
  ],
  clean: [
    {
      name: 'the present names, and what is experimental still',
      environment: 'tf-2.15',
      cells: [
        "import tensorflow as tf\nfor gpu in tf.config.list_physical_devices('GPU'):\n    tf.config.experimental.set_memory_growth(gpu, True)"
      ]
    }
  ]
});
