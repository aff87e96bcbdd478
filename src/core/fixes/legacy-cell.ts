import { refusesTfKeras } from '../companions';
import { isAtLeast } from '../compatibility/version';
import { findTensorFlow } from '../environment/find-tensorflow';
import type {
  ICell,
  IFacts,
  IImport,
  ISpan,
  IVariableSetting
} from '../notebook/model';
import { isBefore } from '../notebook/model';
import { once } from '../once';
import type { IContext } from '../rules/model';
import type { ITranslate } from '../translate';
import { byHandFix } from './install-cell';
import {
  convertsTfKeras,
  fastFirstFit,
  toldToAutoGraph,
  trainings
} from './fast-first-fit';
import {
  legacyCellMark,
  missingTfKeras,
  tfKerasLines
} from './missing-tf-keras';
import type { Edit, IFix } from './model';
import { removeStatements, replaceCell, replaceSpan } from './replace-text';

/**
 * Makes the notebook run on Keras 2: the variable set before the first import, tf-keras of TensorFlow's own minor release
 * installed when it is not there, `import keras` led to tf-keras where the notebook uses it, and settings that come too late
 * taken out. Null where Keras 2 needs no help (TensorFlow before 2.16), where a library of the notebook refuses tf-keras, or where
 * nothing is left to change.
 */
export function legacyFix(context: IContext, trans: ITranslate): IFix | null {
  return legacyFixOf(context)(trans);
}

/** The same for every place that asks for it. */
const legacyFixOf = once((context: IContext) =>
  once((trans: ITranslate) => makeLegacyFix(context, trans))
);

function makeLegacyFix(context: IContext, trans: ITranslate): IFix | null {
  const { facts } = context;
  const tensorflow = findTensorFlow(context.expected);
  if (
    !tensorflow ||
    !isAtLeast(tensorflow.version, 2, 16) ||
    refusesTfKeras(context)
  ) {
    return null;
  }
  const about = {
    title: trans.__('Use Keras 2 (insert the TF_USE_LEGACY_KERAS cell)'),
    choice: 'legacy'
  } as const;
  if (needsHand(context)) {
    return byHandFix(context, about, trans);
  }
  const inserted = insertedInTime(facts);
  const edits = [
    ...settingEdits(context, inserted, trans),
    ...removeStatements(
      facts.notebook,
      lateSettings(facts)
        .map(({ span }) => span)
        .filter(({ cell }) => facts.notebook.cells[cell] !== inserted)
    )
  ];
  return edits.length === 0 ? null : { ...about, edits };
}

/** Whether tf-keras is missing, and no cell of this kernel can install it. */
function needsHand(context: IContext): boolean {
  const missing = missingTfKeras(context);
  return missing !== null && tfKerasLines(context, missing) === null;
}

/** Settings of the legacy variable that stand after the first import of TensorFlow. */
export function lateSettings(facts: IFacts): IVariableSetting[] {
  const first = firstImport(facts);
  return facts.variables.filter(
    setting =>
      setting.variable === 'TF_USE_LEGACY_KERAS' &&
      setting.guard === null &&
      first !== null &&
      isBefore(first.statementSpan, setting.span)
  );
}

/** The first import that brings TensorFlow into the process. */
export function firstImport(facts: IFacts): IImport | null {
  return (
    facts.imports.find(({ importsTensorFlow }) => importsTensorFlow) ?? null
  );
}

function settingEdits(
  context: IContext,
  inserted: ICell | null,
  trans: ITranslate
): Edit[] {
  const { facts } = context;
  const { cells } = facts.notebook;
  const source = legacyCell(context, trans);
  const first = firstImport(facts);
  if (inserted) {
    return inserted.source === source ? [] : [replaceCell(inserted, source)];
  }
  return (
    correctedValue(context) ??
    (source === '' ? [] : [insertBefore(cells, first, source)])
  );
}

/** A setting in time whose value TensorFlow ignores is corrected where it stands, if nothing else is missing. */
function correctedValue(context: IContext): Edit[] | null {
  const { facts, keras } = context;
  const span = keras.setting?.valueSpan;
  const isInTime = !lateSettings(facts).some(late => late === keras.setting);
  const isEnough = !missingTfKeras(context) && !needsRedirection(facts);
  if (!span || keras.legacy || !isInTime || !isEnough) {
    return null;
  }
  const value = keras.setting.how === 'magic' ? '1' : '"1"';
  return [replaceSpan(facts.notebook, span, value)];
}

function insertBefore(
  cells: readonly ICell[],
  first: IImport | null,
  source: string
): Edit {
  const before = first ? cells[first.statementSpan.cell] : cells[0];
  return {
    kind: 'insert-cell',
    beforeCellId: before ? before.id : null,
    source,
    rule: legacyCellMark
  };
}

/** The cell that this fix inserted, where it still stands in front of the first import. */
function insertedInTime(facts: IFacts): ICell | null {
  const { cells } = facts.notebook;
  const first = firstImport(facts);
  const index = cells.findIndex(
    ({ insertedBy, type }) => insertedBy === legacyCellMark && type === 'code'
  );
  const isInTime = !first || index <= first.statementSpan.cell;
  return index >= 0 && isInTime ? cells[index] : null;
}

/** The source of the inserted cell: what the notebook does not do by itself; empty when it does everything. */
function legacyCell(context: IContext, trans: ITranslate): string {
  const missing = missingTfKeras(context);
  const install =
    missing === null ? [] : (tfKerasLines(context, missing) ?? []);
  const redirects = needsRedirection(context.facts);
  if (setsVariableItself(context) && !redirects) {
    return missing === null ? '' : installation(install, trans);
  }
  const comment = trans.__(
    'Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.'
  );
  return [
    `# ${comment}`,
    ...install,
    redirects ? 'import os, sys' : 'import os',
    'os.environ["TF_USE_LEGACY_KERAS"] = "1"',
    ...(redirects
      ? ['import tf_keras', 'sys.modules["keras"] = tf_keras']
      : []),
    ...(makesFitFast(context, redirects) ? fastFirstFit(trans) : [])
  ].join('\n');
}

/**
 * Whether the first `fit` has to be made fast in this cell. The line imports TensorFlow, so that what has to be done before its
 * import must not stand in the next cell; else the line gets a cell of its own (`slow-first-fit`).
 */
function makesFitFast(context: IContext, redirects: boolean): boolean {
  const { facts } = context;
  const { cells } = facts.notebook;
  const isOwn = ({ cell }: ISpan): boolean =>
    cells[cell].insertedBy !== legacyCellMark;
  const isTold = toldToAutoGraph(facts).some(({ span }) => isOwn(span));
  const first = facts.imports.find(
    ({ importsTensorFlow, statementSpan }) =>
      importsTensorFlow && isOwn(statementSpan)
  );
  if (!first || isTold || !convertsTfKeras(context)) {
    return false;
  }
  const { cell, from } = first.statementSpan;
  const above = cells[cell].source.slice(0, from);
  return (
    trainings(facts).length > 0 &&
    (redirects || !/environ|putenv|^[ \t]*[%!]/m.test(above))
  );
}

/** tf-keras alone, for a notebook that does the rest by itself. */
function installation(lines: readonly string[], trans: ITranslate): string {
  const comment = trans.__(
    'Keras Doctor: Keras 2 (tf-keras) in the minor release of TensorFlow.'
  );
  return [`# ${comment}`, ...lines].join('\n');
}

/** Installs tf-keras for a notebook that imports it; null where the notebook pins it already, or no release fits. */
export function installTfKeras(
  context: IContext,
  trans: ITranslate
): IFix | null {
  const { facts } = context;
  const missing = missingTfKeras(context);
  if (missing === null || insertedInTime(facts)) {
    return null;
  }
  const about = {
    title: trans.__('Install %1', missing),
    choice: 'pins'
  } as const;
  const lines = tfKerasLines(context, missing);
  if (lines === null) {
    return byHandFix(context, about, trans);
  }
  const source = installation(lines, trans);
  return {
    ...about,
    edits: [insertBefore(facts.notebook.cells, firstImport(facts), source)]
  };
}

function setsVariableItself({ facts, keras }: IContext): boolean {
  return (
    keras.legacy &&
    keras.setting !== null &&
    facts.notebook.cells[keras.setting.span.cell].insertedBy !== legacyCellMark
  );
}

/** `import keras` never follows the variable; it needs a redirection, unless the notebook has one of its own. */
function needsRedirection(facts: IFacts): boolean {
  const { cells } = facts.notebook;
  const isRedirected = facts.moduleAliases.some(
    ({ module, target, span }) =>
      module === 'keras' &&
      target === 'tf_keras' &&
      cells[span.cell].insertedBy !== legacyCellMark
  );
  return (
    !isRedirected &&
    facts.imports.some(({ module }) => /^keras(\.|$)/.test(module))
  );
}
