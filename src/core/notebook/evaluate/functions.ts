/** The notebook's own functions: what they return, and what their bodies refer to. */
import { bindParameters } from './bind-parameters';
import { baseName } from './class-members';
import type { IDeferredBody, IFrame, IMachine } from './machine';
import type { IStore } from './scope';
import { Scope } from './scope';
import { kerasRoot } from './tensors';
import type {
  AbstractValue,
  IClassValue,
  IEvaluatedArguments,
  IFunctionValue,
  IObjectValue
} from './values';
import { joinValues } from './compare-values';
import { instanceOf, NONE, UNKNOWN } from './values';

/** How many calls of the notebook's own functions are followed into one another. */
const DEEPEST_CALL = 4;

/** Queues a body to be read for findings once all cells are known, and reads the defaults and annotations in its head. */
export function define(
  machine: IMachine,
  callee: IFunctionValue,
  frame: IFrame
): void {
  for (const parameter of callee.definition.parameters) {
    for (const part of [parameter.default, parameter.annotation]) {
      if (part) {
        machine.evaluate(part, frame);
      }
    }
  }
  if (frame.loud) {
    const names = new Map<string, AbstractValue>();
    const { top } = frame.scope;
    for (const name of callee.closure ? [] : callee.definition.names) {
      const value = top.lookup(name);
      if (value) {
        names.set(name, value);
      }
    }
    machine.deferred.push({
      function: callee,
      guard: frame.guard,
      conditional: frame.conditional,
      names
    });
  }
}

/** Runs a body for its result alone. */
export function invoke(
  machine: IMachine,
  callee: IFunctionValue,
  given: IEvaluatedArguments,
  frame: IFrame
): AbstractValue {
  if (callee.opaque) {
    return UNKNOWN;
  }
  const parameters = bindParameters(machine, callee, given, frame);
  machine.calls.push({ definition: callee.definition, parameters });
  const isRecursive = frame.running?.definition === callee.definition;
  if (frame.depth >= DEEPEST_CALL || isRecursive || !machine.spend()) {
    return UNKNOWN;
  }
  const scope = Scope.within(callee.closure ?? frame.scope.top);
  return run(machine, callee, parameters, {
    ...frame,
    scope,
    loud: false,
    depth: frame.depth + 1,
    guard: null,
    building: null
  });
}

/** Runs the methods of a class for what they assign to `self`. */
export function readAttributes(
  machine: IMachine,
  object: IObjectValue,
  frame: IFrame
): void {
  const methods = [...object.class.members.values()].filter(
    (member?: AbstractValue): member is IFunctionValue =>
      member?.kind === 'function' && member.owner === object.class
  );
  const first = (method: IFunctionValue): number =>
    'name' in method.definition && method.definition.name === '__init__'
      ? 0
      : 1;
  for (const method of methods.sort((a, b) => first(a) - first(b))) {
    run(machine, method, withSelf(method, new Map(), object), {
      ...frame,
      scope: Scope.within(method.closure ?? frame.scope.top),
      loud: false,
      depth: frame.depth + 1,
      building: object
    });
  }
}

/** Reads a queued body for findings. Its parameters have the values that all calls seen agree on. */
export function runDeferred(
  machine: IMachine,
  body: IDeferredBody,
  {
    store,
    parameters
  }: { store: IStore; parameters: ReadonlyMap<string, AbstractValue> }
): void {
  const callee = body.function;
  const { owner } = callee;
  const bound = owner
    ? withSelf(callee, withShape(callee, parameters, owner), {
        kind: 'object',
        class: owner
      })
    : parameters;
  run(machine, callee, bound, {
    scope: Scope.within(callee.closure ?? new Scope(store, null)),
    home: callee.home,
    guard: body.guard,
    conditional: body.conditional,
    loud: true,
    depth: 0,
    running: callee,
    owner: null,
    building: null,
    returned: null,
    statement: callee.definition
  });
}

function run(
  machine: IMachine,
  callee: IFunctionValue,
  parameters: ReadonlyMap<string, AbstractValue>,
  frame: IFrame
): AbstractValue {
  const { definition } = callee;
  for (const parameter of definition.parameters) {
    frame.scope.bind(parameter.name, parameters.get(parameter.name) ?? UNKNOWN);
  }
  const returned: AbstractValue[] = [];
  const inner: IFrame = {
    ...frame,
    home: callee.home,
    running: callee,
    owner: null,
    returned,
    statement: definition
  };
  if (definition.kind === 'lambda') {
    return machine.evaluate(definition.body, inner);
  }
  const left = machine.execute(definition.body, inner);
  return returned.length === 0 && !left ? NONE : joinValues(returned);
}

/** Keras itself calls `build` and `compute_output_shape` of a layer, with a shape. */
function withShape(
  { definition }: IFunctionValue,
  parameters: ReadonlyMap<string, AbstractValue>,
  owner: IClassValue
): ReadonlyMap<string, AbstractValue> {
  const shape = definition.parameters[1]?.name;
  const isGiven =
    'name' in definition &&
    /^(?:build|compute_output_shape)$/.test(definition.name);
  const root = kerasRoot(baseName(owner) ?? '');
  return isGiven && shape !== undefined && root !== null
    ? new Map([[shape, instanceOf(`${root}.InputShape`)], ...parameters])
    : parameters;
}

function withSelf(
  callee: IFunctionValue,
  parameters: ReadonlyMap<string, AbstractValue>,
  self: AbstractValue
): ReadonlyMap<string, AbstractValue> {
  const [first] = callee.definition.parameters;
  return first && !callee.opaque
    ? new Map([...parameters, [first.name, self]])
    : parameters;
}
