import { rewriteInstallers } from '../fixes/rewrite-installer';
import { chooseInstaller } from '../installing/choose-installer';
import { isPipOfOther } from '../installing/installs-with-effect';
import { defineRule } from './define-rule';

/** `!pip install` where a shell of the kernel finds the pip of another Python. */
export const pipOfOtherEnvironment = defineRule({
  id: 'pip-of-other-environment',
  severity: 'warning',
  docs: {
    summary: "`!pip` installs into another environment than the kernel's.",
    why: "`!pip` runs the `pip` that a shell finds first. Where Jupyter was started from one environment and the kernel is another's, or where the kernel's environment has no pip of its own, as those that uv makes, it is the pip of another Python: the line says that it succeeded, and the notebook goes on with what it had. `%pip` runs the pip of the kernel's Python; where it has none, uv or ensurepip does it.",
    limitations:
      'Only a running kernel can tell which `pip` its shell finds, so the command line says nothing of it, nor does JupyterLab on Windows.',
    references: [
      'https://ipython.readthedocs.io/en/stable/interactive/magics.html#magic-pip'
    ]
  },
  check(context, trans) {
    const { facts, environment } = context;
    const installs = facts.installs.filter(
      install =>
        install.guard !== 'version-check' && isPipOfOther(install, environment)
    );
    const fixes = rewriteInstallers(context, installs, trans);
    const message =
      chooseInstaller(environment).tool === 'pip'
        ? trans.__(
            '!pip is the pip of another Python here: what it installs does not reach this kernel.'
          )
        : trans.__(
            '!pip is the pip of another Python here, and the environment of this kernel has none: what it installs does not reach the kernel.'
          );
    return installs.map(install => ({
      span: install.span,
      message,
      fixes: fixes.get(install) ?? []
    }));
  },
  examples: [
    {
      name: 'in a kernel whose shell finds the pip of another environment',
      environment: 'tf-2.16',
      kernel: { pip: 'other' },
      before: ['!pip install -q --no-deps keras==3.12.1', 'import keras'],
      fails: { silently: "keras.__version__ == '3.12.1'" },
      after: ['%pip install -q --no-deps keras==3.12.1', 'import keras']
    }
  ],
  clean: [
    {
      name: "the kernel's own pip",
      environment: 'tf-2.16',
      cells: [
        '!pip install -q --no-deps keras==3.12.1',
        'import keras\nassert keras.__version__ == "3.12.1"'
      ]
    }
  ]
});
