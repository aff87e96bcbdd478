import type { ITranslate } from '../translate';

/** The way to TensorFlow.js for a model that no repair can help: as a graph model, which knows no layers. */
export interface IGraphModelRoute {
  /** What to do and what changes by it. */
  message: string;
  /** A notebook cell for the model in the variable `model`; the converter has to be installed. */
  cell: string;
}

/**
 * The other route: `model.export`, then the converter from a SavedModel. It was seen to work for a Lambda layer, which
 * `tf.loadGraphModel` then computed as Keras did.
 */
export function graphModelRoute(trans: ITranslate): IGraphModelRoute {
  return {
    message: trans.__(
      'Export the model as a SavedModel and convert that to a graph model; load it with tf.loadGraphModel instead of tf.loadLayersModel.'
    ),
    cell: [
      "model.export('saved_model')",
      '!tensorflowjs_converter --input_format=tf_saved_model --output_format=tfjs_graph_model saved_model web_model'
    ].join('\n')
  };
}
