import type { ITranslate } from '../translate';
import { untranslated } from '../translate';
import type { INote, INotes } from './bench';
import { formatNotes } from './format-notes';
import type { IGraph } from './graph';
import type { IJsonObject } from './json';
import { dropMaskArguments } from './drop-mask-arguments';
import { locateWeights } from './locate-weights';
import { mendGraph } from './mend-graph';
import { parseJson } from './parse-json';
import type { OtherForm } from './read-ends';
import { readGraph } from './read-graph';
import type { IManifest } from './read-manifest';
import { readManifest } from './read-manifest';
import type { Recognised } from './recognise';
import { recognise } from './recognise';
import { layerOf, messageOf } from './refusal';
import { fillShapes } from './shapes/graph-shapes';
import type { IWeightRewrite } from './write-weights';
import { makeNamesUnique } from './unique-names';
import { planWeights } from './write-weights';
import { writeGraph } from './write-graph';

/** What became of a `model.json`. */
export interface IModelRepair {
  /**
   * - `repaired`: `text` is the new file.
   * - `no-repair-needed`: TensorFlow.js loads it as it is; nothing to do.
   * - `refused`: `refusals` tell what TensorFlow.js cannot compute; nothing to write.
   * - `graph-model`: another format, which never needs this repair.
   * - `not-a-model`: `refusals` tell what the file is instead.
   */
  kind:
    'repaired' | 'no-repair-needed' | 'refused' | 'graph-model' | 'not-a-model';
  /** What wrote the file, for example `keras 3.15.1`; empty when it does not tell. */
  writer: string;
  /** The new `model.json`, or null when there is none to write. */
  text: string | null;
  /** The new weight files, or null when those that are there stay as they are. */
  weights: IWeightRewrite | null;
  repairs: INote[];
  warnings: INote[];
  refusals: INote[];
}

/**
 * Repairs a `model.json` of the TensorFlow.js converter so that `tf.loadLayersModel` of TensorFlow.js 4.22 loads it and
 * predicts what Keras predicts. Never throws, whatever the text; evaluates nothing that is in it.
 *
 * The weight files are not needed here. Where their bytes have to change, `weights.apply` computes the new ones from
 * the old.
 *
 * @param text The content of `model.json`.
 * @param trans Speaks to the user.
 */
export function repairModelJson(
  text: string,
  trans: ITranslate = untranslated
): IModelRepair {
  const parsed = parseJson(text, trans);
  if ('problem' in parsed) {
    return without('not-a-model', '', {
      id: 'json',
      layer: null,
      message: parsed.problem
    });
  }
  const recognised = recognise(parsed.value, trans);
  if (recognised.kind === 'not-a-model') {
    return without('not-a-model', '', {
      id: 'format',
      layer: null,
      message: recognised.reason
    });
  }
  if (recognised.kind === 'graph-model') {
    return without('graph-model', recognised.writer);
  }
  return repairLayersModel(recognised, text, trans);
}

type LayersModel = Extract<Recognised, { kind: 'layers-model' }>;

function without(
  kind: IModelRepair['kind'],
  writer: string,
  refusal?: INote
): IModelRepair {
  return {
    kind,
    writer,
    text: null,
    weights: null,
    repairs: [],
    warnings: [],
    refusals: refusal ? [refusal] : []
  };
}

function repairLayersModel(
  file: LayersModel,
  text: string,
  trans: ITranslate
): IModelRepair {
  const notes: INotes = { repairs: [], warnings: [], refusals: [] };
  let read: { graph: IGraph; manifest: IManifest };
  try {
    read = readModel(file, notes, trans);
    mendGraph(read.graph, {
      trans,
      isKeras3: file.isKeras3,
      writer: file.writer,
      notes
    });
  } catch (error) {
    notes.refusals.push({
      id: 'structure',
      layer: layerOf(error),
      message: messageOf(error, trans)
    });
    return { ...without('refused', file.writer), ...notes };
  }
  if (notes.refusals.length > 0) {
    return { ...without('refused', file.writer), ...notes };
  }
  return written(file, read, notes);
}

function readModel(
  file: LayersModel,
  notes: INotes,
  trans: ITranslate
): { graph: IGraph; manifest: IManifest } {
  const manifest = readManifest(file.model, trans);
  const otherForms = new Set<OtherForm>();
  const graph = readGraph(file.topology, {
    trans,
    isKeras3: file.isKeras3,
    otherForms
  });
  dropMaskArguments(graph, file.isKeras3, trans);
  fillShapes(graph, trans);
  const dropped = locateWeights(graph, manifest.weights, trans);
  const renamed = makeNamesUnique(graph);
  notes.repairs.push(
    ...renamed.map(name => ({
      id: 'unique-names',
      layer: name,
      message: trans.__(
        'Another layer is called "%1" too; this one gets a name of its own.',
        name
      )
    })),
    ...formatNotes(graph, {
      otherForms,
      stored: manifest.weights,
      dropped,
      trans
    })
  );
  return { graph, manifest };
}

function written(
  file: LayersModel,
  read: { graph: IGraph; manifest: IManifest },
  notes: INotes
): IModelRepair {
  if (notes.repairs.length === 0) {
    return { ...without('no-repair-needed', file.writer), ...notes };
  }
  const plan = planWeights(read.graph, read.manifest);
  const topology: IJsonObject = {
    keras_version: file.writer.replace(/^keras /, ''),
    backend: 'tensorflow',
    model_config: writeGraph(read.graph)
  };
  const model: IJsonObject = {
    ...file.model,
    modelTopology: topology,
    weightsManifest: plan.manifest
  };
  // The optimizer's state is not among the weights, and TensorFlow.js does not know Keras 3's names of losses.
  delete model.trainingConfig;
  const text = JSON.stringify(model);
  return {
    ...without('repaired', file.writer),
    text,
    weights: plan.rewrite,
    ...notes
  };
}
