/** Notes what a piece of code refers to. */
import type { ICall, IReference } from '../model';
import type { Expression, ICallSyntax, IRange } from '../syntax/model';
import type { IFrame, IMachine } from './machine';
import { spanOf } from './machine';
import type { AbstractValue, IEvaluatedArguments } from './values';

interface INoted {
  readonly name: string;
  readonly kind: IReference['kind'];
  readonly range: IRange;
  readonly last: IRange;
  readonly full?: IRange;
  readonly call?: ICall;
}

export function noteReference(
  machine: IMachine,
  frame: IFrame,
  noted: INoted
): void {
  if (frame.loud) {
    const { range, last, full } = noted;
    const { references } = machine.findings;
    const span = spanOf(frame, range);
    const before = references[references.length - 1]?.statementSpan;
    references.push({
      name: noted.name,
      kind: noted.kind,
      call: noted.call ?? null,
      span,
      lastSpan: spanOf(frame, last, span),
      fullSpan: full ? spanOf(frame, full) : span,
      statementSpan: spanOf(frame, frame.statement, before),
      guard: frame.guard
    });
  }
}

/** The identifier that an expression ends with. */
export function lastOf(expression: Expression): IRange {
  return expression.kind === 'attribute'
    ? { from: expression.lastFrom, to: expression.to }
    : expression;
}

/** Notes a plain mention, an assignment to, or a class derived from what an expression resolved to. */
export function noteUse(
  machine: IMachine,
  frame: IFrame,
  use: {
    readonly expression: Expression;
    readonly value: AbstractValue;
    readonly kind: 'read' | 'assign' | 'subclass';
  }
): void {
  const { expression, value, kind } = use;
  if (value.kind === 'union') {
    const inner = { ...frame, guard: frame.guard ?? value.guard };
    value.options.forEach(option =>
      noteUse(machine, inner, { ...use, value: option })
    );
  } else if (value.kind === 'name' && !isKept(expression, value.name)) {
    noteReference(machine, frame, {
      name: value.name,
      kind,
      range: expression,
      last: lastOf(expression)
    });
  }
}

/** A variable that holds what an attribute of an object gave: the attribute was noted where it was read. */
function isKept({ kind }: Expression, name: string): boolean {
  return kind === 'name' && name.includes('#');
}

/** Notes a call of whatever the callee resolved to. Calling an object is a call of its `__call__`. */
export function noteCall(
  machine: IMachine,
  frame: IFrame,
  {
    syntax,
    callee,
    given
  }: { syntax: ICallSyntax; callee: AbstractValue; given: IEvaluatedArguments }
): void {
  if (!frame.loud) {
    return;
  }
  if (callee.kind === 'union') {
    const inner = { ...frame, guard: frame.guard ?? callee.guard };
    callee.options.forEach(option =>
      noteCall(machine, inner, { syntax, callee: option, given })
    );
    return;
  }
  const { target, all } = withPartials(callee, given);
  const name = calledName(target);
  if (name !== null) {
    noteReference(machine, frame, {
      name,
      kind: 'call',
      range: syntax.callee,
      last: lastOf(syntax.callee),
      full: syntax,
      call: {
        arguments: all.arguments.map(({ keyword, value, span, valueSpan }) => ({
          keyword,
          value,
          span,
          valueSpan
        })),
        open: all.open,
        argumentsSpan: spanOf(frame, {
          from: syntax.parenthesesFrom,
          to: syntax.to
        })
      }
    });
  }
}

/** What a chain of `functools.partial` ends in, with the arguments that it adds. */
export function withPartials(
  callee: AbstractValue,
  given: IEvaluatedArguments
): { target: AbstractValue; all: IEvaluatedArguments } {
  let target = callee;
  let all = given;
  for (let depth = 0; target.kind === 'partial' && depth < 10; depth++) {
    const overridden = new Set(
      all.arguments.map(argument => argument.keyword ?? '')
    );
    all = {
      arguments: [
        ...target.arguments.filter(
          ({ keyword }) => keyword === null || !overridden.has(keyword)
        ),
        ...all.arguments
      ],
      open: all.open || target.open
    };
    target = target.target;
  }
  return { target, all };
}

function calledName(callee: AbstractValue): string | null {
  if (callee.kind === 'name') {
    return callee.name;
  }
  return callee.kind === 'instance' ? `${callee.of}#__call__` : null;
}
