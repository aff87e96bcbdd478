/** A cheap look at the text of a JSON file, before it is read as such: whether it may be a layers model of TensorFlow.js. */
export function looksLikeLayersModel(text: string): boolean {
  return (
    /"modelTopology"\s*:\s*\{/.test(text) &&
    !/"format"\s*:\s*"graph-model"/.test(text)
  );
}
