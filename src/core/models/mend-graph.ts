import type { ITranslate } from '../translate';
import type { INotes } from './bench';
import { Bench } from './bench';
import type { IGraph, ILayer } from './graph';
import { allLayers, resolve } from './graph';
import { keepMasks } from './keep-masks';
import { expectedMasks, findMasks, hasMasks } from './masks';
import { layerOf, messageOf } from './refusal';
import { repairs } from './repairs';
import { refuseCall } from './repairs/unsupported';
import { computationOrder, fillShapes } from './shapes/graph-shapes';

/** What is known of the file while its graphs are mended. */
export interface IMending {
  trans: ITranslate;
  isKeras3: boolean;
  writer: string;
  notes: INotes;
}

/** No chain of repairs is longer; a repair that keeps making new work is a defect and must not hang. */
const MAX_PASSES = 50;

/**
 * Mends every layer of the graph, and of the models in it, by every repair.
 *
 * Goes on after a refusal, so that the user sees all layers that are in the way at once.
 */
export function mendGraph(graph: IGraph, mending: IMending): void {
  const layers = allLayers(graph);
  const masks = findMasks(graph, mending.isKeras3, mending.trans);
  const context: Context = {
    ...mending,
    names: new Set(layers.map(layer => layer.name)),
    masks,
    expected: expectedMasks(layers, masks),
    masked: hasMasks(layers),
    repairId: '',
    mendModel: model => {
      fillShapes(model, mending.trans);
      const { repairId } = context;
      mendWithin(model, context);
      context.repairId = repairId;
    }
  };
  mendWithin(graph, context);
}

type Context = ConstructorParameters<typeof Bench>[1];

function mendWithin(graph: IGraph, context: Context): void {
  const bench = new Bench(graph, context);
  const steps = computationOrder(graph, context.trans);
  let waiting = [...new Set(steps.map(step => step.layer))];
  for (let pass = 0; waiting.length > 0 && pass < MAX_PASSES; pass++) {
    waiting.forEach(layer => mendLayer(layer, bench, context));
    waiting = bench.fresh.splice(0);
  }
  resolveInputs(graph);
  bench.repairId = 'masks';
  if (context.masked) {
    reporting(context, () =>
      keepMasks(graph, {
        bench,
        make: bench.maker(),
        expected: context.expected
      })
    );
  }
}

function mendLayer(layer: ILayer, bench: Bench, context: Context): void {
  if (layer.graph) {
    mendWithin(layer.graph, context);
    bench.repairId = 'unsupported';
    reporting(context, () =>
      layer.calls.forEach(call => refuseCall(layer, call, bench))
    );
    return;
  }
  bench.refreshShapes(layer);
  reporting(context, () => {
    for (const repair of repairs) {
      bench.repairId = repair.id;
      repair.mend(layer, bench);
      if (layer.replacement) {
        return;
      }
    }
  });
}

/** Notes a refusal instead of stopping at it. */
function reporting(context: Context, work: () => void): void {
  try {
    work();
  } catch (error) {
    context.notes.refusals.push({
      id: context.repairId,
      layer: layerOf(error),
      message: messageOf(error, context.trans)
    });
  }
}

function resolveInputs(graph: IGraph): void {
  for (const layer of graph.layers) {
    for (const call of layer.calls) {
      call.inputs = call.inputs.map(resolve);
    }
  }
  graph.outputs = graph.outputs.map(resolve);
  graph.inputs = graph.inputs.map(resolve);
}
