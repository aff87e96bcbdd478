import type { ITranslate } from '../translate';
import type { IJsonObject, Json } from './json';
import { isObject, listAt, objectAt, own, stringAt } from './json';

/** What a `model.json` is, before anything in it is repaired. */
export type Recognised =
  | {
      kind: 'layers-model';
      model: IJsonObject;
      topology: IJsonObject;
      writer: string;
      isKeras3: boolean;
    }
  | { kind: 'graph-model'; writer: string }
  | { kind: 'not-a-model'; reason: string };

/** Tells a layers model from a graph model and from a file that is no model. */
export function recognise(value: Json, trans: ITranslate): Recognised {
  if (!isObject(value)) {
    return notAModel(
      trans.__(
        'The file is JSON, but no TensorFlow.js model: it holds no object.'
      )
    );
  }
  const topology = objectAt(value, 'modelTopology');
  if (
    stringAt(value, 'format') === 'graph-model' ||
    (topology && listAt(topology, 'node'))
  ) {
    return {
      kind: 'graph-model',
      writer: stringAt(value, 'generatedBy') ?? ''
    };
  }
  return topology
    ? recogniseLayers(value, topology, trans)
    : notAModel(missingTopology(value, trans));
}

function notAModel(reason: string): Recognised {
  return { kind: 'not-a-model', reason };
}

function recogniseLayers(
  model: IJsonObject,
  topology: IJsonObject,
  trans: ITranslate
): Recognised {
  const config = objectAt(topology, 'model_config') ?? topology;
  if (
    stringAt(config, 'class_name') === undefined ||
    own(config, 'config') === undefined
  ) {
    return notAModel(
      trans.__(
        '"modelTopology" holds no model: "class_name" or "config" is missing.'
      )
    );
  }
  const version = stringAt(topology, 'keras_version') ?? '';
  return {
    kind: 'layers-model',
    model,
    topology: config,
    writer:
      version === ''
        ? (stringAt(model, 'generatedBy') ?? '')
        : `keras ${version}`,
    isKeras3: isWrittenByKeras3(version, config)
  };
}

function missingTopology(value: IJsonObject, trans: ITranslate): string {
  if (
    stringAt(value, 'class_name') !== undefined &&
    own(value, 'config') !== undefined
  ) {
    return trans.__(
      'This is the config of a Keras model, not the model.json that the TensorFlow.js converter writes.'
    );
  }
  return trans.__(
    'The file is JSON, but no TensorFlow.js model: "modelTopology" is missing.'
  );
}

/** By the version, or where it is missing by the names that only Keras 3 uses. */
function isWrittenByKeras3(version: string, config: IJsonObject): boolean {
  const major = /^(\d+)\./.exec(version);
  return major
    ? Number(major[1]) >= 3
    : /"(batch_shape|keras_history)":/.test(
        JSON.stringify(config).slice(0, 100_000)
      );
}
