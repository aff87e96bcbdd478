/** Code that may or may not run: what is left afterwards, and what protects it. */
import type { Guard } from '../model';
import type {
  Expression,
  IIfStatement,
  ILoopStatement,
  ITryStatement,
  Statement
} from '../syntax/model';
import { itemFor } from './collections';
import { catchesMissing, isVersionTest } from './guards';
import type { IFrame, IMachine } from './machine';
import type { Branch } from './values';
import { UNKNOWN } from './values';

/** Collects branches; those that leave the block do not count for what comes after it. */
class Branches {
  constructor(
    private readonly _machine: IMachine,
    private readonly _frame: IFrame
  ) {}

  run(body: readonly Statement[], inner: IFrame): void {
    let left = false;
    const branch = this._frame.scope.branch(() => {
      left = this._machine.execute(body, inner);
    });
    if (!left) {
      this._open.push(branch);
    }
  }

  /** True when no branch goes on. */
  merge(guard: Guard | null): boolean {
    this._frame.scope.merge(this._open, guard);
    return this._open.length === 0;
  }

  skip(): void {
    this._open.push(new Map());
  }

  private readonly _open: Branch[] = [];
}

/** `if`, and `match`, whose later branches have no test. */
export function executeIf(
  machine: IMachine,
  statement: IIfStatement,
  frame: IFrame
): boolean {
  const branches = new Branches(machine, frame);
  let { guard } = frame;
  for (const { test, body } of statement.branches) {
    const truth = test ? machine.evaluate(test, frame) : UNKNOWN;
    guard = guard ?? (isVersionTest(truth) ? 'version-check' : null);
    const constant = test?.kind === 'literal' ? Boolean(test.value) : null;
    if (constant === true) {
      branches.run(body, { ...frame, guard });
      return branches.merge(guard);
    }
    if (constant === null) {
      branches.run(body, { ...frame, guard, conditional: true });
    }
  }
  if (statement.otherwise) {
    branches.run(statement.otherwise, { ...frame, guard, conditional: true });
  } else {
    branches.skip();
  }
  return branches.merge(guard);
}

export function executeLoop(
  machine: IMachine,
  statement: ILoopStatement,
  frame: IFrame
): boolean {
  const items = machine.evaluate(statement.subject, frame);
  const branches = new Branches(machine, frame);
  branches.skip();
  const { targets } = statement;
  targets.forEach((target, index) =>
    machine.assign(target, itemFor(items, targets, index), frame)
  );
  branches.run(statement.body, { ...frame });
  branches.merge(null);
  return machine.execute(statement.otherwise, frame);
}

/** A `try` protects its body, and the handlers that go on without what is missing. */
export function executeTry(
  machine: IMachine,
  statement: ITryStatement,
  frame: IFrame
): boolean {
  const protects = statement.handlers.some(
    ({ type, body }) => catchesMissing(type) && !raises(body)
  );
  const guard = frame.guard ?? (protects ? 'try' : null);
  const branches = new Branches(machine, frame);
  branches.run([...statement.body, ...statement.otherwise], {
    ...frame,
    guard
  });
  for (const { type, name, body } of statement.handlers) {
    if (type) {
      machine.evaluate(type, frame);
    }
    const handled = catchesMissing(type) ? (frame.guard ?? 'try') : frame.guard;
    const statements = name === null ? body : [unbinding(name, type), ...body];
    branches.run(statements, { ...frame, guard: handled, conditional: true });
  }
  const left = branches.merge(guard);
  return machine.execute(statement.finally, frame) || left;
}

/** Whether a handler gives up: nothing that follows runs without what was missing. */
function raises(body: readonly Statement[]): boolean {
  const last = body[body.length - 1];
  if (last?.kind === 'expression' && last.value.kind === 'call') {
    const { callee } = last.value;
    const name =
      callee.kind === 'attribute'
        ? callee.attribute
        : callee.kind === 'name'
          ? callee.id
          : '';
    return /^_?(?:exit|quit|abort)$/.test(name);
  }
  return last?.kind === 'leave';
}

/** The name after `as` shadows whatever had it before. */
function unbinding(name: string, type: Expression | null): Statement {
  const range = type ?? { from: 0, to: 0 };
  const target: Expression = {
    kind: 'name',
    id: name,
    from: range.from,
    to: range.to
  };
  return { kind: 'delete', targets: [target], from: range.from, to: range.to };
}
