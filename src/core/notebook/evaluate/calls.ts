/** Calls: their arguments, what they refer to and what they give. */
import { observeCall } from '../find/observe-call';
import type { IArgumentSyntax, ICallSyntax } from '../syntax/model';
import { BUILTINS } from './builtins';
import { methodOfDictionary } from './dictionaries';
import { isVersionTest } from './guards';
import type { IFrame, IMachine } from './machine';
import { spanOf } from './machine';
import { noteCall, withPartials } from './references';
import { resultOfName, resultOfObject } from './tensors';
import type {
  AbstractValue,
  IEntry,
  IEvaluatedArgument,
  IEvaluatedArguments,
  IObjectValue
} from './values';
import { baseName, findMember } from './class-members';
import { mapOptions } from './compare-values';
import { toValue } from './show-value';
import { UNKNOWN, VERSION } from './values';
import { own } from '../../own';

/** The value of a call expression; notes what it refers to. */
export function evaluateCall(
  machine: IMachine,
  syntax: ICallSyntax,
  frame: IFrame
): AbstractValue {
  const onDictionary = methodOfDictionary(machine, syntax, frame);
  if (onDictionary) {
    return onDictionary(evaluateArguments(machine, syntax.arguments, frame));
  }
  const callee = machine.resolve(syntax.callee, frame);
  const given = evaluateArguments(machine, syntax.arguments, frame);
  if (
    syntax.callee.kind === 'name' &&
    frame.scope.lookup(syntax.callee.id) === undefined
  ) {
    const builtin = own(BUILTINS, syntax.callee.id);
    return builtin
      ? builtin({ machine, syntax, given, frame })
      : derived(given);
  }
  noteCall(machine, frame, { syntax, callee, given });
  const observed = observeCall({ machine, syntax, given, frame }, callee);
  return observed ?? machine.apply(callee, given, frame);
}

/** What a call of something unknown gives: unknown, but derived from a version when an argument is. */
function derived(given: IEvaluatedArguments): AbstractValue {
  return given.arguments.some(argument => isVersionTest(argument.followed))
    ? VERSION
    : UNKNOWN;
}

/** What a call gives, without noting it. */
export function apply(
  machine: IMachine,
  callee: AbstractValue,
  given: IEvaluatedArguments,
  frame: IFrame
): AbstractValue {
  return mapOptions(callee, option => {
    const { target, all } = withPartials(option, given);
    return applyOne(machine, target, all, frame);
  });
}

function applyOne(
  machine: IMachine,
  callee: AbstractValue,
  given: IEvaluatedArguments,
  frame: IFrame
): AbstractValue {
  switch (callee.kind) {
    case 'name':
      return isVersionTest(callee) ? VERSION : resultOfName(callee.name, given);
    case 'instance':
      return resultOfObject(callee.of, callee.ragged, given);
    case 'class': {
      const object: AbstractValue = { kind: 'object', class: callee };
      invokeMethod(machine, object, { name: '__init__', given, frame });
      return object;
    }
    case 'object':
      return (
        invokeMethod(machine, callee, { name: '__call__', given, frame }) ??
        resultOfObject(baseName(callee.class), false, given)
      );
    case 'function':
      return machine.invoke(callee, given, frame);
    default:
      return callee.kind === 'version' ? VERSION : derived(given);
  }
}

/** What a method that the notebook defines gives; null when it defines none of that name. */
function invokeMethod(
  machine: IMachine,
  self: IObjectValue,
  {
    name,
    given,
    frame
  }: { name: string; given: IEvaluatedArguments; frame: IFrame }
): AbstractValue | null {
  const method = findMember(self.class, name);
  return method?.kind === 'function'
    ? machine.invoke({ ...method, self }, given, frame)
    : null;
}

/** The arguments of a call, with those of dictionaries passed by `**` one by one. */
export function evaluateArguments(
  machine: IMachine,
  syntax: readonly IArgumentSyntax[],
  frame: IFrame
): IEvaluatedArguments {
  const evaluated: IEvaluatedArgument[] = [];
  let open = false;
  for (const argument of syntax) {
    const followed = machine.evaluate(argument.value, frame);
    if (argument.star === '') {
      evaluated.push(single(argument, followed, frame));
    } else if (argument.star === '**' && followed.kind === 'dictionary') {
      evaluated.push(...followed.entries.map(spread));
      open = open || followed.open;
    } else {
      open = true;
    }
  }
  return { arguments: evaluated, open };
}

function single(
  argument: IArgumentSyntax,
  followed: AbstractValue,
  frame: IFrame
): IEvaluatedArgument {
  const span = spanOf(frame, argument);
  return {
    keyword: argument.keyword,
    value: toValue(followed),
    followed,
    span,
    valueSpan: spanOf(frame, argument.value, span)
  };
}

/** The argument that an entry of a `**dictionary` stands for. */
function spread(entry: IEntry): IEvaluatedArgument {
  return {
    keyword: entry.key,
    value: toValue(entry.value),
    followed: entry.value,
    span: entry.span,
    valueSpan: entry.valueSpan
  };
}
