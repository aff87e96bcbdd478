/** Layers that give a tensor of even rows for a ragged one. */
const EVENS = /\.layers\.(?:\w+\.)*(?:Global\w+|Flatten|Lambda|Layer)$/;

/** Whether what a layer gives for a ragged tensor is ragged again. Of what the notebook's own classes do nothing is known. */
export function passesRagged(layer: string): boolean {
  return /\.layers\./.test(layer) && !EVENS.test(layer);
}
