/** What statements bind, and what they refer to. */
import { noteImport } from '../find/find-imports';
import { noteRemoval } from '../find/find-variables';
import type {
  IFunctionStatement,
  IImportStatement,
  ILeaveStatement,
  IReturnStatement,
  IUpdateStatement,
  IWithStatement,
  Statement
} from '../syntax/model';
import { executeAssign } from './assignments';
import { executeClass } from './classes';
import { executeIf, executeLoop, executeTry } from './control-flow';
import type { IFrame, IMachine } from './machine';
import { noteUse } from './references';
import { isSymbolic } from './tensors';
import type { AbstractValue } from './values';
import { NONE, optionsOf, UNKNOWN } from './values';

/** Decorators that leave a function to be called as it stands. */
const TRANSPARENT =
  /^(?:tensorflow\.(?:compat\.v2\.)?(?:function|autograph\..*)|functools\.(?:lru_cache|cache|wraps)|.*\.register_keras_serializable)$/;

/** Runs statements; true when the rest of the block cannot be reached. */
export function execute(
  machine: IMachine,
  statements: readonly Statement[],
  frame: IFrame
): boolean {
  for (const statement of statements) {
    if (!frame.loud && !machine.spend()) {
      return true;
    }
    frame.statement = statement;
    if (executeOne(machine, statement, frame)) {
      return true;
    }
  }
  return false;
}

function executeOne(
  machine: IMachine,
  statement: Statement,
  frame: IFrame
): boolean {
  switch (statement.kind) {
    case 'if':
      return executeIf(machine, statement, frame);
    case 'loop':
      return executeLoop(machine, statement, frame);
    case 'try':
      return executeTry(machine, statement, frame);
    case 'with':
      return executeWith(machine, statement, frame);
    case 'return':
    case 'leave':
      executeLeave(machine, statement, frame);
      return true;
    default:
      executeSimple(machine, statement, frame);
      return false;
  }
}

function executeLeave(
  machine: IMachine,
  { kind, value }: IReturnStatement | ILeaveStatement,
  frame: IFrame
): void {
  const followed = value ? machine.evaluate(value, frame) : NONE;
  if (kind === 'return') {
    frame.returned?.push(followed);
  }
}

type Simple = Exclude<
  Statement,
  { kind: 'if' | 'loop' | 'try' | 'with' | 'return' | 'leave' }
>;

function executeSimple(
  machine: IMachine,
  statement: Simple,
  frame: IFrame
): void {
  switch (statement.kind) {
    case 'expression':
      machine.evaluate(statement.value, frame);
      break;
    case 'import':
      executeImport(machine, statement, frame);
      break;
    case 'assign':
      executeAssign(machine, statement, frame);
      break;
    case 'update':
      executeUpdate(machine, statement, frame);
      break;
    case 'delete':
      statement.targets.forEach(target => {
        if (target.kind === 'name') {
          frame.scope.bind(target.id, undefined);
        } else {
          machine.evaluate(target, frame);
          noteRemoval(machine, target, frame);
        }
      });
      break;
    case 'function':
      executeFunction(machine, statement, frame);
      break;
    case 'class':
      executeClass(machine, statement, frame);
      break;
    case 'scope': {
      const outer = statement.global ? frame.scope.top : frame.scope.parent;
      statement.names.forEach(name =>
        frame.scope.redirect(name, outer ?? frame.scope)
      );
      break;
    }
  }
}

function executeImport(
  machine: IMachine,
  statement: IImportStatement,
  frame: IFrame
): void {
  for (const bound of noteImport(machine, statement, frame)) {
    frame.scope.bind(bound.name, bound.value);
  }
}

/** `x *= 2`: an attribute is assigned to; a name keeps only a tensor. */
function executeUpdate(
  machine: IMachine,
  statement: IUpdateStatement,
  frame: IFrame
): void {
  const { target } = statement;
  const value = machine.evaluate(statement.value, frame);
  const before = machine.resolve(target, frame);
  if (target.kind === 'attribute') {
    noteUse(machine, frame, {
      expression: target,
      value: before,
      kind: 'assign'
    });
  } else if (target.kind === 'name') {
    const tensor = [before, value].find(isSymbolic);
    machine.assign(target, tensor ?? UNKNOWN, frame);
  }
}

function executeFunction(
  machine: IMachine,
  statement: IFunctionStatement,
  frame: IFrame
): void {
  const decorators = statement.decorators.map(decorator =>
    decoratorName(machine, decorator, frame)
  );
  if (statement.returns) {
    machine.evaluate(statement.returns, frame);
  }
  const value: AbstractValue = {
    kind: 'function',
    definition: statement,
    home: frame.home,
    closure: frame.scope.closure,
    self: null,
    owner: frame.owner,
    opaque:
      statement.deferred ||
      !decorators.every(name => name !== null && TRANSPARENT.test(name))
  };
  machine.define(value, frame);
  frame.scope.bind(statement.name, value);
}

/** The canonical name of a decorator, called or not. */
function decoratorName(
  machine: IMachine,
  decorator: IFunctionStatement['decorators'][number],
  frame: IFrame
): string | null {
  const value = machine.evaluate(decorator, frame);
  if (value.kind === 'name') {
    return value.name;
  }
  return value.kind === 'instance' ? value.of : null;
}

function executeWith(
  machine: IMachine,
  statement: IWithStatement,
  frame: IFrame
): boolean {
  for (const { value, target } of statement.items) {
    const manager = machine.evaluate(value, frame);
    if (target) {
      const entered = optionsOf(manager).every(
        option => option.kind === 'instance'
      );
      machine.assign(target, entered ? manager : UNKNOWN, frame);
    }
  }
  return machine.execute(statement.body, frame);
}
