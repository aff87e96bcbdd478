import type { IRepair } from '../bench';

/**
 * Layers that a backend of TensorFlow.js 4.22 computes wrongly, which no repair of the file can change: the wasm backend
 * places the values of Conv3DTranspose elsewhere (seen by running both backends on the same data).
 */
export const backendDefects: IRepair = {
  id: 'backend-defects',
  mend(layer, bench) {
    if (layer.className === 'Conv3DTranspose') {
      bench.warn(
        layer,
        bench.trans.__(
          'The wasm backend of TensorFlow.js computes Conv3DTranspose ("%1") wrongly, by as much as its output is large; the cpu backend computes it rightly.',
          layer.name
        )
      );
    }
  }
};
