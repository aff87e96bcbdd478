import type { ITranslate } from '../../translate';
import type { ICall, IGraph, ILayer } from '../graph';
import { shapeOf } from '../graph';
import { Refusal } from '../refusal';
import { inferShapes } from './infer-shapes';

/** One call of one layer, as a place in the order of computation. */
export interface IStep {
  layer: ILayer;
  at: number;
  call: ICall;
}

/**
 * The calls of a graph, each after those it depends on.
 *
 * @throws Refusal when there is none: TensorFlow.js would loop for ever on a cycle.
 */
export function computationOrder(graph: IGraph, trans: ITranslate): IStep[] {
  const steps = graph.layers.flatMap(layer =>
    layer.calls.map((call, at): IStep => ({ layer, at, call }))
  );
  const users = usersOf(steps);
  const open = new Map<ICall, number>();
  steps.forEach(({ call }) => open.set(call, call.inputs.length));
  const order = steps.filter(step => step.call.inputs.length === 0);
  for (const step of order) {
    for (const user of users.get(step.call) ?? []) {
      const left = (open.get(user.call) ?? 0) - 1;
      open.set(user.call, left);
      if (left === 0) {
        order.push(user);
      }
    }
  }
  const stuck = steps.find(step => (open.get(step.call) ?? 0) > 0);
  if (stuck) {
    throw new Refusal(
      trans.__(
        'The layers of "%1" form a cycle: the input of "%2" depends on its own output.',
        graph.name,
        stuck.layer.name
      ),
      stuck.layer.name
    );
  }
  return order;
}

/** Which steps use the outputs of each call, as often as they use them. */
function usersOf(steps: IStep[]): Map<ICall, IStep[]> {
  const users = new Map<ICall, IStep[]>();
  for (const step of steps) {
    for (const input of step.call.inputs) {
      const source = input.layer.calls[input.call];
      const known = users.get(source);
      if (known) {
        known.push(step);
      } else {
        users.set(source, [step]);
      }
    }
  }
  return users;
}

/** Fills in the shapes that the file does not tell, in the graph and in the models in it. */
export function fillShapes(graph: IGraph, trans: ITranslate): void {
  for (const { layer, at, call } of computationOrder(graph, trans)) {
    const inputs = call.inputs.map(shapeOf);
    const shapes = (layer.shapes[at] ??= []);
    if (layer.graph) {
      fillModel(layer.graph, inputs, trans);
      layer.graph.outputs.forEach(
        (output, index) => (shapes[index] ??= shapeOf(output))
      );
    } else if (layer.className !== 'InputLayer') {
      fillWrapped(layer, inputs, trans);
      inferShapes(layer, inputs).forEach(
        (shape, index) => (shapes[index] ??= shape)
      );
    }
  }
}

/** A nested model that does not tell its input's shape is given that of its first use. */
function fillModel(
  graph: IGraph,
  inputs: ReturnType<typeof shapeOf>[],
  trans: ITranslate
): void {
  graph.inputs.forEach((input, at) => {
    input.layer.shapes[0][0] ??= inputs[at];
  });
  fillShapes(graph, trans);
}

function fillWrapped(
  layer: ILayer,
  [input]: ReturnType<typeof shapeOf>[],
  trans: ITranslate
): void {
  const [inner] = layer.wrapped;
  if (inner?.graph) {
    fillModel(inner.graph, [input && [input[0], ...input.slice(2)]], trans);
  }
}
