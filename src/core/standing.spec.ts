import { knows } from './compatibility/api-names';
import { makeNotebook } from './notebook/make-notebook';
import { scan } from './notebook/scan';
import { ScanCache } from './notebook/scan-cache';
import { rules } from './rules';
import { standing } from './standing';
import { decideVerdict } from './verdict';

function standingOf(...cells: string[]) {
  const facts = scan(makeNotebook(...cells), new ScanCache(knows));
  return standing(facts, decideVerdict(facts, rules));
}

const tf = 'import tensorflow as tf\n';

describe('standing', () => {
  it.each([
    ['print(1)', 'none', false],
    [`${tf}tf.keras.layers.Dense(1)`, 'either', false],
    [`${tf}tf.keras.ops.ones([1])`, 'keras3', false],
    ['import keras_hub', 'keras3', false],
    [
      `${tf}tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])`,
      'keras2',
      false
    ],
    [`${tf}tf.keras.metrics.Mean().reset_states()`, 'keras2', true],
    [`${tf}tf.keras.layers.DenseFeatures([])`, 'keras2', false],
    ['from tf_agents.networks import q_network', 'keras2', false],
    [`${tf}tf.keras.optimizers.Adam(lr=0.1)`, 'neither', true],
    [
      `${tf}tf.keras.ops.ones([1])\ntf.keras.metrics.Mean().reset_states()`,
      'neither',
      true
    ]
  ])('%s runs on %s', (source, runsOn, rewritable) => {
    expect(standingOf(source)).toEqual({ runsOn, rewritable });
  });

  it('leaves out what the notebook installs and which Keras it asks for', () => {
    const cells = [
      '%pip install tensorflow==2.15.0 keras==3.15.1',
      'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
      `${tf}tf.keras.layers.Dense(1)`
    ];
    expect(standingOf(...cells).runsOn).toBe('either');
  });
});
