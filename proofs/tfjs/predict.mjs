/**
 * Loads one model with TensorFlow.js and compares what it predicts with what Keras predicted.
 *
 * Stands alone, without imports, so that it can also be sent to a browser as text.
 *
 * @param tf TensorFlow.js.
 * @param text A model.json.
 * @param files Its weight files, base64.
 * @param sets Inputs and outputs, as generate.py writes them.
 * @returns The largest difference relative to the largest value of the output, or the error.
 */
export async function predict(tf, text, files, sets) {
  const bytes = base64 =>
    Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  const values = tensor => {
    const data = bytes(tensor.data).buffer;
    return tensor.dtype === 'int32'
      ? new Int32Array(data)
      : new Float32Array(data);
  };
  const join = parts => {
    const whole = new Uint8Array(
      parts.reduce((sum, part) => sum + part.length, 0)
    );
    let offset = 0;
    for (const part of parts) {
      whole.set(part, offset);
      offset += part.length;
    }
    return whole.buffer;
  };
  const difference = (found, tensor) => {
    const expected = values(tensor);
    if (JSON.stringify(found.shape) !== JSON.stringify(tensor.shape)) {
      throw new Error(`shape ${found.shape} instead of ${tensor.shape}`);
    }
    const actual = found.dataSync();
    const size = expected.reduce(
      (largest, value) => Math.max(largest, Math.abs(value)),
      1e-3
    );
    let most = 0;
    for (let at = 0; at < expected.length; at++) {
      const bothNaN = Number.isNaN(actual[at]) && Number.isNaN(expected[at]);
      const apart = bothNaN ? 0 : Math.abs(actual[at] - expected[at]) / size;
      most = apart <= most ? most : apart;
    }
    return most;
  };

  let model;
  tf.engine().startScope();
  try {
    const json = JSON.parse(text);
    model = await tf.loadLayersModel({
      load: async () => ({
        modelTopology: json.modelTopology,
        format: json.format,
        weightSpecs: json.weightsManifest.flatMap(group => group.weights),
        weightData: join(
          json.weightsManifest.flatMap(group =>
            group.paths.map(path => bytes(files[path]))
          )
        )
      })
    });
    let most = 0;
    for (const { inputs, outputs } of sets) {
      const tensors = inputs.map(input =>
        tf.tensor(values(input), input.shape, input.dtype)
      );
      const result = model.predict(tensors.length === 1 ? tensors[0] : tensors);
      const found = Array.isArray(result) ? result : [result];
      if (found.length !== outputs.length) {
        throw new Error(`${found.length} outputs instead of ${outputs.length}`);
      }
      found.forEach((tensor, at) => {
        const apart = difference(tensor, outputs[at]);
        most = apart <= most ? most : apart;
      });
    }
    return { difference: most };
  } catch (error) {
    return {
      error: String(error.message ?? error).slice(0, 300),
      loads: model !== undefined
    };
  } finally {
    tf.engine().endScope();
    tf.disposeVariables();
  }
}
