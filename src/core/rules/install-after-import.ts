import { parseRequirement } from '../compatibility/requirement';
import type { IFix } from '../fixes/model';
import { removeStatements } from '../fixes/replace-text';
import { pipInstalls } from '../fixes/pin-corrections';
import { isBefore } from '../notebook/model';
import type { IFacts, IImport, IInstall, ISpan } from '../notebook/model';
import { blankMagics } from '../notebook/source/blank-magics';
import { isStatement } from '../notebook/syntax/is-statement';
import type { ITranslate } from '../translate';
import { defineRule } from './define-rule';
import type { IContext } from './model';
import { own } from '../own';

/** The module that a distribution brings, where it has another name. */
const modules: Readonly<Record<string, string>> = {
  'tensorflow-cpu': 'tensorflow',
  'tensorflow-gpu': 'tensorflow',
  'tf-nightly': 'tensorflow',
  'tf-keras': 'tf_keras'
};

/** An install line below the import that it is for: it changes nothing until the kernel restarts. */
export const installAfterImport = defineRule({
  id: 'install-after-import',
  severity: 'warning',
  docs: {
    summary: 'A package is installed after the notebook has imported it.',
    why: 'Python imports a module once. A release that is installed below the import is there on disk, but the kernel goes on with the old one, or with parts of both; run from the top in a fresh kernel the import fails where the package was not there before.',
    limitations:
      'Where the kernel has imported the module already, it has to be restarted after the line has run.',
    references: ['https://github.com/googlecolab/colabtools/issues/5197']
  },
  check(context, trans) {
    const { facts, environment, expected, keras } = context;
    const installs = keras.fault === 'unread' ? [] : pipInstalls(facts);
    return installs.flatMap(install => {
      const statement = install.requirements
        .map(({ text }) => parseRequirement(text)?.name ?? '')
        .filter(
          name =>
            expected.distributions.get(name)?.version !==
            environment.distributions.get(name)?.version
        )
        .map(name => earlierImport(facts, name, install))
        .find(found => found !== null);
      return statement
        ? [
            {
              span: install.span,
              message: trans.__(
                '%1 was imported before (cell %2): this changes nothing until the kernel restarts.',
                statement.module,
                statement.statementSpan.cell + 1
              ),
              fixes: moved(context, trans, { install, statement })
            }
          ]
        : [];
    });
  },
  examples: [
    {
      name: 'another Keras',
      environment: 'tf-2.16',
      before: [
        'import keras',
        '!pip install -q keras==3.12.1\nprint("installed")',
        'version = keras.__version__'
      ],
      fails: { silently: "version == '3.12.1'" },
      after: [
        '!pip install -q keras==3.12.1',
        'import keras',
        'print("installed")',
        'version = keras.__version__'
      ]
    }
  ],
  clean: [
    {
      name: 'installed first',
      environment: 'tf-2.16',
      cells: ['!pip install -q keras==3.12.1', 'import keras']
    },
    {
      name: 'there already',
      environment: 'tf-2.16',
      cells: ['import tensorflow as tf', '!pip install -q keras']
    }
  ]
});

/** The first import of what a distribution brings, when it stands above the line. TensorFlow brings Keras along. */
function earlierImport(
  { imports }: IFacts,
  distribution: string,
  { span }: IInstall
): IImport | null {
  const module = own(modules, distribution) ?? distribution.replace(/-/g, '_');
  const found = imports.find(
    statement =>
      statement.guard === null &&
      (statement.module === module ||
        statement.module.startsWith(`${module}.`) ||
        (module === 'keras' && statement.module.startsWith('tensorflow')))
  );
  return found && isBefore(found.statementSpan, span) ? found : null;
}

/** The line in a cell of its own, before the import. None for a call of Python and a line whose result is used. */
function moved(
  { facts }: IContext,
  trans: ITranslate,
  { install, statement }: { install: IInstall; statement: IImport }
): IFix[] {
  const { cell } = install.span;
  const { cells } = facts.notebook;
  const line = commandAt(cells[cell].source, install.span);
  return line
    ? [
        {
          title: trans.__('Install it before the import'),
          choice: 'repair',
          edits: [
            {
              kind: 'insert-cell',
              beforeCellId: cells[statement.statementSpan.cell].id,
              source: cells[cell].source.slice(line.from, line.to),
              rule: 'install-after-import',
              moved: true
            },
            ...removeStatements(facts.notebook, [{ cell, ...line }])
          ]
        }
      ]
    : [];
}

/** The magic or shell line that a command stands on, to its end; null where it is no statement of its own. */
function commandAt(
  source: string,
  { from, to }: ISpan
): { from: number; to: number } | null {
  const line = blankMagics(source).commands.find(
    command => command.from <= from && to <= command.to
  );
  return line && isStatement(source, line)
    ? { from: line.from, to: line.to }
    : null;
}
