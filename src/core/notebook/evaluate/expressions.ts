/** The value of an expression, part by part. */
import { noteCommand } from '../find/note-command';
import { PLACEHOLDER } from '../source/blank-magics';
import type {
  Expression,
  IAttribute,
  IConditional,
  ILambda,
  ILogic,
  IName,
  IOther,
  ISubscript
} from '../syntax/model';
import { attributeOf, itemOf } from './attributes';
import {
  evaluateComprehension,
  evaluateDictionary,
  evaluateSequence
} from './collections';
import { joinValues, mapOptions, sameValue } from './compare-values';
import { isVersionTest } from './guards';
import type { IFrame, IMachine } from './machine';
import { evaluateJoined } from './joined-text';
import { noteReference, noteUse } from './references';
import { isHistory, isSymbolic, settle } from './tensors';
import type { AbstractValue } from './values';
import { UNKNOWN, VERSION } from './values';

/** The value of an expression; notes what it refers to. */
export function evaluate(
  machine: IMachine,
  expression: Expression,
  frame: IFrame
): AbstractValue {
  const value = machine.resolve(expression, frame);
  if (expression.kind === 'name' || expression.kind === 'attribute') {
    noteUse(machine, frame, { expression, value, kind: 'read' });
  }
  return mapOptions(value, settle);
}

/** The same without noting the outermost name or attribute. */
export function resolve(
  machine: IMachine,
  expression: Expression,
  frame: IFrame
): AbstractValue {
  switch (expression.kind) {
    case 'name':
      return resolveName(machine, expression, frame);
    case 'attribute':
      return resolveAttribute(machine, expression, frame);
    case 'call':
      return machine.evaluateCall(expression, frame);
    case 'literal':
      return { kind: 'literal', value: expression.value };
    case 'subscript':
      return evaluateSubscript(machine, expression, frame);
    case 'lambda':
      return evaluateLambda(machine, expression, frame);
    default:
      return resolveCompound(machine, expression, frame);
  }
}

type Compound = Exclude<
  Expression,
  { kind: 'name' | 'attribute' | 'call' | 'literal' | 'subscript' | 'lambda' }
>;

function resolveCompound(
  machine: IMachine,
  expression: Compound,
  frame: IFrame
): AbstractValue {
  switch (expression.kind) {
    case 'sequence':
      return evaluateSequence(machine, expression, frame);
    case 'dictionary':
      return evaluateDictionary(machine, expression, frame);
    case 'conditional':
      return evaluateConditional(machine, expression, frame);
    case 'logic':
      return evaluateLogic(machine, expression, frame);
    case 'walrus': {
      const value = machine.evaluate(expression.value, frame);
      machine.assign(expression.target, value, frame);
      return value;
    }
    case 'comprehension':
      return evaluateComprehension(machine, expression, frame);
    case 'joined':
      return evaluateJoined(machine, expression, frame);
    case 'other':
      return evaluateOther(machine, expression, frame);
  }
}

function resolveName(
  machine: IMachine,
  name: IName,
  frame: IFrame
): AbstractValue {
  if (name.id === PLACEHOLDER) {
    noteCommand(machine, name, frame);
    return UNKNOWN;
  }
  return frame.scope.lookup(name.id) ?? UNKNOWN;
}

function resolveAttribute(
  machine: IMachine,
  expression: IAttribute,
  frame: IFrame
): AbstractValue {
  const object = machine.resolve(expression.object, frame);
  return mapOptions(object, option =>
    attributeOf(option, expression.attribute)
  );
}

function evaluateSubscript(
  machine: IMachine,
  expression: ISubscript,
  frame: IFrame
): AbstractValue {
  const object = machine.evaluate(expression.object, frame);
  const index = machine.evaluate(expression.index, frame);
  if (isHistory(object) && index.kind === 'literal') {
    noteReference(machine, frame, {
      name: `${object.name}.${String(index.value)}`,
      kind: 'read',
      range: { from: expression.from, to: expression.index.to },
      last: expression.index,
      full: expression
    });
  }
  return mapOptions(object, option => itemOf(option, index, expression.slice));
}

function evaluateLambda(
  machine: IMachine,
  expression: ILambda,
  frame: IFrame
): AbstractValue {
  const value: AbstractValue = {
    kind: 'function',
    definition: expression,
    home: frame.home,
    closure: frame.scope.closure,
    self: null,
    owner: null,
    opaque: false
  };
  machine.define(value, frame);
  return value;
}

function evaluateConditional(
  machine: IMachine,
  expression: IConditional,
  frame: IFrame
): AbstractValue {
  const test = machine.evaluate(expression.test, frame);
  const guard = frame.guard ?? (isVersionTest(test) ? 'version-check' : null);
  const inner: IFrame = { ...frame, guard, conditional: true };
  const then = machine.evaluate(expression.then, inner);
  const otherwise = machine.evaluate(expression.otherwise, inner);
  return joinValues([then, otherwise], guard);
}

/** After a version test, the rest of `a and b` is checked by it. */
function evaluateLogic(
  machine: IMachine,
  expression: ILogic,
  frame: IFrame
): AbstractValue {
  let inner = frame;
  for (const part of expression.parts) {
    if (isVersionTest(machine.evaluate(part, inner))) {
      inner = { ...frame, guard: frame.guard ?? 'version-check' };
    }
  }
  return inner === frame ? UNKNOWN : VERSION;
}

function evaluateOther(
  machine: IMachine,
  expression: IOther,
  frame: IFrame
): AbstractValue {
  const values = expression.parts.map(part => machine.evaluate(part, frame));
  if (values.some(isVersionTest)) {
    return VERSION;
  }
  const symbolic = expression.arithmetic ? values.find(isSymbolic) : undefined;
  return symbolic &&
    values.every(value => !isSymbolic(value) || sameValue(value, symbolic))
    ? symbolic
    : UNKNOWN;
}
