import { repair } from '../fixes/legacy-or-migrate';
import type { Edit } from '../fixes/model';
import { replaceSpan } from '../fixes/replace-text';
import type { IFacts, IInstall } from '../notebook/model';
import { defineRule } from './define-rule';

const shellPip = /^!\s*pip(?=\s)/;

/** `!pip install` where a shell of the kernel finds the pip of another Python. */
export const pipOfOtherEnvironment = defineRule({
  id: 'pip-of-other-environment',
  severity: 'warning',
  docs: {
    summary: "`!pip` installs into another environment than the kernel's.",
    why: "`!pip` runs the `pip` that a shell finds first. Where Jupyter was started from one environment and the kernel is another's, or where the kernel's environment has no pip of its own, as those that uv makes, it is the pip of another Python: the line says that it succeeded, and the notebook goes on with what it had. `%pip` runs the pip of the kernel's Python.",
    limitations:
      "Only a running kernel can tell which `pip` its shell finds, so the command line says nothing of it, nor does JupyterLab on Windows. Where the kernel's Python has no pip, there is nothing to rewrite: install pip into it, or use the tool that made it.",
    references: [
      'https://ipython.readthedocs.io/en/stable/interactive/magics.html#magic-pip'
    ]
  },
  check({ facts, environment }, trans) {
    const hasPip = environment.distributions.has('pip');
    return facts.installs
      .filter(
        install =>
          environment.pip === 'other' &&
          install.guard !== 'version-check' &&
          shellPip.test(textOf(facts, install))
      )
      .map(install => ({
        span: install.span,
        message: hasPip
          ? trans.__(
              '!pip is the pip of another Python here: what it installs does not reach this kernel.'
            )
          : trans.__(
              '!pip is the pip of another Python here, and the environment of this kernel has none: what it installs does not reach the kernel.'
            ),
        fixes: repair(
          trans.__('Write %pip'),
          hasPip ? [rewritten(facts, install)] : []
        )
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

function textOf({ notebook }: IFacts, { span }: IInstall): string {
  return notebook.cells[span.cell].source.slice(span.from, span.to);
}

function rewritten(facts: IFacts, install: IInstall): Edit {
  const { cell, from } = install.span;
  const [written] = shellPip.exec(textOf(facts, install)) ?? [''];
  const to = from + written.length;
  return replaceSpan(facts.notebook, { cell, from, to }, '%pip');
}
