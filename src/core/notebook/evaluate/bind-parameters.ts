/** Which values the parameters of a function have in a call. */
import type { IParameter } from '../syntax/model';
import type { IFrame, IMachine } from './machine';
import type {
  AbstractValue,
  IEvaluatedArguments,
  IFunctionValue
} from './values';

/** Parameters that nothing is known of are left out. */
export function bindParameters(
  machine: IMachine,
  callee: IFunctionValue,
  given: IEvaluatedArguments,
  frame: IFrame
): ReadonlyMap<string, AbstractValue> {
  const bound = new Map<string, AbstractValue>();
  const { parameters } = callee.definition;
  const positional = given.arguments.filter(
    argument => argument.keyword === null
  );
  const plain = parameters.filter(parameter => parameter.star === '');
  if (callee.self && plain[0]) {
    bound.set(plain[0].name, callee.self);
  }
  const rest = callee.self ? plain.slice(1) : plain;
  if (!given.open) {
    positional.forEach((argument, index) => {
      if (rest[index]) {
        bound.set(rest[index].name, argument.followed);
      }
    });
  }
  bindKeywords(parameters, given, bound);
  if (!given.open) {
    bindDefaults(machine, callee, bound, frame);
  }
  return bound;
}

function bindKeywords(
  parameters: readonly IParameter[],
  given: IEvaluatedArguments,
  bound: Map<string, AbstractValue>
): void {
  const names = new Set(
    parameters.filter(({ star }) => star === '').map(({ name }) => name)
  );
  const others = given.arguments.filter(
    ({ keyword }) => keyword !== null && !names.has(keyword)
  );
  for (const { keyword, followed } of given.arguments) {
    if (keyword !== null && names.has(keyword)) {
      bound.set(keyword, followed);
    }
  }
  const rest = parameters.find(({ star }) => star === '**');
  if (rest) {
    bound.set(rest.name, {
      kind: 'dictionary',
      open: given.open,
      entries: others.map(({ keyword, followed, span, valueSpan }) => ({
        key: keyword ?? '',
        value: followed,
        span,
        valueSpan
      }))
    });
  }
}

function bindDefaults(
  machine: IMachine,
  callee: IFunctionValue,
  bound: Map<string, AbstractValue>,
  frame: IFrame
): void {
  const scope = callee.closure ?? frame.scope.top;
  for (const parameter of callee.definition.parameters) {
    if (parameter.default && !bound.has(parameter.name)) {
      const value = machine.evaluate(parameter.default, {
        ...frame,
        scope,
        home: callee.home,
        loud: false
      });
      bound.set(parameter.name, value);
    }
  }
}
