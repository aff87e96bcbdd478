/** Statements that set or remove an environment variable that matters. */
import { spanOf } from '../evaluate/machine';
import type { IFrame, IMachine } from '../evaluate/machine';
import type { AbstractValue, IEvaluatedArguments } from '../evaluate/values';
import type { Guard, ISpan, IVariableSetting, VariableName } from '../model';
import type { ICommand } from '../source/blank-magics';
import type { Expression, IRange } from '../syntax/model';
import { splitShell } from './shell-words';
import { own } from '../../own';

const VARIABLES: ReadonlySet<string> = new Set<VariableName>([
  'TF_USE_LEGACY_KERAS',
  'KERAS_BACKEND',
  'CUDA_VISIBLE_DEVICES',
  'TF_FORCE_GPU_ALLOW_GROWTH'
]);

export function isVariable(name: unknown): name is VariableName {
  return typeof name === 'string' && VARIABLES.has(name);
}

/** The variable that a key or first argument names. */
export function variableOf(
  value: AbstractValue | undefined
): VariableName | null {
  return value?.kind === 'literal' && isVariable(value.value)
    ? value.value
    : null;
}

/** One variable set by Python code. Only texts can be put into the environment: another literal is a TypeError. */
export function noteSetting(
  machine: IMachine,
  frame: IFrame,
  setting: {
    readonly variable: VariableName;
    readonly how: IVariableSetting['how'];
    readonly value: AbstractValue;
    readonly span: ISpan;
    readonly valueSpan: ISpan;
  }
): void {
  if (!frame.loud) {
    return;
  }
  const { value } = setting;
  machine.findings.variables.push({
    variable: setting.variable,
    how: setting.how,
    value: value.kind === 'literal' ? pythonText(value.value) : null,
    effective: value.kind !== 'literal' || typeof value.value === 'string',
    span: setting.span,
    valueSpan: setting.valueSpan,
    guard: frame.guard
  });
}

/** As `str(…)` would write it. */
function pythonText(value: string | number | boolean | null): string {
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  return value === null ? 'None' : String(value);
}

/** `del os.environ["A"]`. */
export function noteRemoval(
  machine: IMachine,
  target: Expression,
  frame: IFrame
): void {
  if (target.kind === 'subscript') {
    const silent: IFrame = { ...frame, loud: false };
    const object = machine.resolve(target.object, silent);
    const variable = variableOf(machine.evaluate(target.index, silent));
    if (variable && object.kind === 'name' && object.name === 'os.environ') {
      pushRemoval(machine, frame, variable, frame.statement);
    }
  }
}

function pushRemoval(
  machine: IMachine,
  frame: IFrame,
  variable: VariableName,
  range: IRange
): void {
  if (frame.loud) {
    machine.findings.variables.push({
      variable,
      how: 'delete',
      value: null,
      effective: true,
      span: spanOf(frame, range),
      valueSpan: null,
      guard: frame.guard
    });
  }
}

const SETTERS: Readonly<Record<string, IVariableSetting['how'] | undefined>> = {
  'os.environ.setdefault': 'setdefault',
  'os.environ.__setitem__': 'os.environ',
  'os.putenv': 'putenv'
};

/** A call such as `os.environ.setdefault("A", "1")`, by the canonical name of what is called. */
export function noteVariableCall(
  machine: IMachine,
  frame: IFrame,
  call: {
    readonly name: string;
    readonly given: IEvaluatedArguments;
    readonly range: IRange;
  }
): void {
  const { name, given, range } = call;
  const [first, second] = given.arguments;
  const variable = variableOf(first?.followed);
  const how = Object.prototype.hasOwnProperty.call(SETTERS, name)
    ? own(SETTERS, name)
    : undefined;
  if (how && variable && second) {
    const { followed: value, valueSpan } = second;
    noteSetting(machine, frame, {
      variable,
      how,
      value,
      span: spanOf(frame, range),
      valueSpan
    });
  } else if (
    variable &&
    /^os\.(?:environ\.(?:pop|__delitem__)|unsetenv)$/.test(name)
  ) {
    pushRemoval(machine, frame, variable, range);
  } else if (name === 'os.environ.update') {
    noteUpdate(machine, frame, given, range);
  }
}

/** `os.environ.update({"A": "1"})`, `os.environ.update(A="1")`. One of several is only an argument, not the whole statement. */
function noteUpdate(
  machine: IMachine,
  frame: IFrame,
  given: IEvaluatedArguments,
  range: IRange
): void {
  const entries = given.arguments.flatMap(
    ({ keyword, followed, span, valueSpan }) =>
      keyword === null && followed.kind === 'dictionary'
        ? followed.entries.map(entry => ({ ...entry, span }))
        : [{ key: keyword, value: followed, span, valueSpan }]
  );
  for (const { key, value, span, valueSpan } of entries) {
    if (isVariable(key)) {
      noteSetting(machine, frame, {
        variable: key,
        how: 'os.environ',
        value,
        span: entries.length === 1 ? spanOf(frame, range) : span,
        valueSpan
      });
    }
  }
}

const MAGIC_SETTING = /^\s*(\w+)(?:\s*=\s*|\s+(?=\S))(.*?)\s*$/;

/** The variables that a magic or shell line sets. */
export function variablesOfCommand(
  source: string,
  command: ICommand,
  { cell, guard }: { cell: number; guard: Guard | null }
): IVariableSetting[] {
  const span = { cell, from: command.from, to: command.to };
  if (command.kind === 'shell') {
    return exportsOf(source, command).map(found => ({
      ...found,
      span,
      guard,
      valueSpan: { cell, ...found.valueSpan }
    }));
  }
  const text = source.slice(command.argumentFrom, command.to);
  const found = /^(?:set_)?env$/.test(command.name)
    ? MAGIC_SETTING.exec(text)
    : null;
  if (!found || !isVariable(found[1])) {
    return [];
  }
  const from =
    command.argumentFrom +
    text.indexOf(found[2], found[0].indexOf(found[1]) + found[1].length);
  return [
    {
      variable: found[1],
      how: 'magic',
      value: found[2],
      effective: true,
      span,
      valueSpan: { cell, from, to: from + found[2].length },
      guard
    }
  ];
}

interface IExport {
  readonly variable: VariableName;
  readonly how: 'shell';
  readonly value: string;
  readonly effective: false;
  readonly valueSpan: IRange;
}

/** `export A=1`, which ends with the shell that runs it. */
function exportsOf(source: string, command: ICommand): IExport[] {
  const found: IExport[] = [];
  for (const [first, ...words] of splitShell(
    source,
    command.argumentFrom,
    command.to
  )) {
    for (const word of first.text === 'export' || first.text === 'set'
      ? words
      : []) {
      const equals = word.text.indexOf('=');
      const variable = word.text.slice(0, equals);
      if (equals > 0 && isVariable(variable)) {
        const written = word.text.slice(equals + 1);
        found.push({
          variable,
          how: 'shell',
          value: written.replace(/^(["'])(.*)\1$/, '$2'),
          effective: false,
          valueSpan: { from: word.from + equals + 1, to: word.to }
        });
      }
    }
  }
  return found;
}
