import { parseRequirement } from '../compatibility/requirement';
import { findTensorFlow } from '../environment/find-tensorflow';
import { installTensorFlow } from '../fixes/install-tensorflow';
import { pinnedRequirements } from '../fixes/pin-corrections';
import { defineRule } from './define-rule';

/** The notebook imports TensorFlow; the kernel has none, and no line of the notebook installs one. */
export const tensorflowNotInstalled = defineRule({
  id: 'tensorflow-not-installed',
  severity: 'warning',
  docs: {
    summary: 'The notebook imports TensorFlow, and the kernel has none.',
    why: "The import raises `ModuleNotFoundError: No module named 'tensorflow'`. Often it is another environment that has it, and the kernel is the wrong one.",
    limitations:
      'Where another kernel has TensorFlow, choose that one instead of installing it a second time.',
    references: ['https://www.tensorflow.org/install/pip']
  },
  check(context, trans) {
    const { facts, expected, environment, keras } = context;
    const imported = facts.imports.find(
      ({ module, guard }) =>
        guard === null && /^(tensorflow|tf_keras)(\.|$)/.test(module)
    );
    const isInstalled = pinnedRequirements(facts).some(({ pinned }) =>
      /^(tensorflow|tf-nightly)/.test(parseRequirement(pinned.text)?.name ?? '')
    );
    if (
      !imported ||
      isInstalled ||
      findTensorFlow(expected) ||
      keras.fault === 'unread' ||
      environment.loaded.tensorflow
    ) {
      return [];
    }
    const fix = installTensorFlow(context, trans);
    return [
      {
        span: imported.statementSpan,
        message: fix
          ? trans.__('TensorFlow is not installed in this kernel.')
          : trans.__(
              'TensorFlow is not installed in this kernel, and there is none for Python %1 on this platform.',
              environment.python
            ),
        fixes: fix ? [fix] : []
      }
    ];
  },
  recognise({ ename, evalue }, trans) {
    return ename === 'ModuleNotFoundError' &&
      evalue.startsWith("No module named 'tensorflow'")
      ? trans.__('TensorFlow is not installed in this kernel.')
      : null;
  },
  examples: [],
  clean: [],
  unproven:
    'Every proof environment has TensorFlow; a spec runs the fix on a kernel without.'
});
