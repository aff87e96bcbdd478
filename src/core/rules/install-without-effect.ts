import { parseRequirement } from '../compatibility/requirement';
import { satisfies } from '../compatibility/version';
import type { IEnvironment } from '../environment/model';
import { legacyCellMark } from '../fixes/missing-tf-keras';
import { rewriteInstallers } from '../fixes/rewrite-installer';
import {
  installsWithEffect,
  isPipOfOther
} from '../installing/installs-with-effect';
import type { IInstall } from '../notebook/model';
import type { ITranslate } from '../translate';
import { defineRule } from './define-rule';
import type { IContext } from './model';

/** An install line that cannot run in this kernel, or that does not reach it. */
export const installWithoutEffect = defineRule({
  id: 'install-without-effect',
  severity: 'error',
  docs: {
    summary: 'An install line does nothing in this kernel.',
    why: 'Environments that `uv venv` makes have no pip: `%pip install` prints "No module named pip", raises nothing, and the notebook goes on with what it had. `%uv` needs a uv inside the environment, and `!uv pip` without `--python` looks for an environment of its own or stops with "No virtual environment found". The Python of Debian and of others refuses (PEP 668), and a kernel of a shared server may have read-only packages.',
    limitations:
      'Only a running kernel can tell, so the command line says nothing of it. Lines with options that uv does not have are left as they are.',
    references: [
      'https://docs.astral.sh/uv/guides/integration/jupyter/',
      'https://peps.python.org/pep-0668/'
    ]
  },
  check(context, trans) {
    const { environment } = context;
    const idle = idleInstalls(context);
    const fixes = rewriteInstallers(context, idle, trans);
    return idle
      .filter(install => !isMet(install, environment))
      .map(install => ({
        span: install.span,
        message: reason(install, environment, trans),
        fixes: fixes.get(install) ?? []
      }));
  },
  examples: [
    {
      name: 'in an environment of uv, which has no pip',
      environment: 'tf-2.16',
      kernel: { installer: 'uv-only' },
      before: ['%pip install -q --no-deps keras==3.12.1', 'import keras'],
      fails: { silently: "keras.__version__ == '3.12.1'" },
      after: [
        'import sys\n!uv pip install --python "{sys.executable}" -q --no-deps keras==3.12.1',
        'import keras'
      ]
    }
  ],
  clean: [
    {
      name: 'a kernel with pip',
      environment: 'tf-2.16',
      cells: [
        '%pip install -q --no-deps keras==3.12.1',
        'import keras\nassert keras.__version__ == "3.12.1"'
      ]
    }
  ]
});

/** The cell that brings Keras 2 is brought up to date by the fix that inserted it. */
function idleInstalls({ facts, environment }: IContext): IInstall[] {
  const { cells } = facts.notebook;
  const effective = new Set(installsWithEffect(facts.installs, environment));
  return facts.installs.filter(
    install =>
      !effective.has(install) &&
      !isPipOfOther(install, environment) &&
      install.guard !== 'version-check' &&
      cells[install.span.cell].insertedBy !== legacyCellMark
  );
}

/** Whether there is nothing left to install, as far as is known. */
function isMet(
  { action, requirements, upgrade }: IInstall,
  { distributions }: IEnvironment
): boolean {
  return (
    action === 'install' &&
    !upgrade &&
    requirements.length > 0 &&
    requirements.every(({ text }) => {
      const requirement = parseRequirement(text);
      const found = requirement && distributions.get(requirement.name);
      return requirement && found
        ? satisfies(found.version, requirement.specifier, {
            prereleases: true
          })
        : false;
    })
  );
}

function reason(
  { tool }: IInstall,
  { installer }: IEnvironment,
  trans: ITranslate
): string {
  if (installer?.writable === false) {
    return trans.__(
      'This line installs nothing: the packages of this kernel are read-only.'
    );
  }
  const isPip = tool === 'pip' || tool === 'ensurepip';
  if (isPip && installer?.managed) {
    return trans.__(
      "This line installs nothing: pip leaves the system's own Python alone (PEP 668)."
    );
  }
  if (isPip && installer?.pip === false) {
    return trans.__(
      'This line installs nothing: the Python of this kernel has no pip.'
    );
  }
  return trans.__(
    'This line installs nothing into this kernel: %1 does not go to its environment.',
    tool
  );
}
