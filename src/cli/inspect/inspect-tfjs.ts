import { repairModelJson } from '../../core/models';
import type { IInspection } from './model';
import { InspectionError } from './model';

/**
 * A `model.json` of the TensorFlow.js converter.
 * @throws InspectionError where it is none.
 */
export function inspectTfjs(text: string): IInspection {
  const { kind, writer, refusals } = repairModelJson(text);
  const about = {
    writer: writer || null,
    keras: { keras2: 'no', keras3: 'no' },
    custom: []
  } as const;
  switch (kind) {
    case 'not-a-model':
      throw new InspectionError(refusals[0]?.message ?? 'no model');
    case 'graph-model':
      return {
        ...about,
        format: 'tfjs-graph-model',
        advice: ['Load it in the browser with tf.loadGraphModel.']
      };
    case 'no-repair-needed':
      return {
        ...about,
        format: 'tfjs-layers-model',
        advice: ['Load it in the browser with tf.loadLayersModel.']
      };
    case 'repaired':
      return {
        ...about,
        format: 'tfjs-layers-model',
        advice: [
          'TensorFlow.js does not load it as it is: keras-doctor repair-tfjs mends it.'
        ]
      };
    case 'refused':
      return {
        ...about,
        format: 'tfjs-layers-model',
        advice: [
          `TensorFlow.js cannot compute it as a layers model: ${refusals.map(({ message }) => message).join(' ')}`
        ]
      };
  }
}
