import { refersTo } from './find-references';
import { parseKerasName } from './keras-names';
import type { IFacts } from './notebook/model';
import { once } from './once';

/**
 * Whether a layer has just one tensor on one side, so that `layer.output.shape` is the shape: as far as the notebook shows.
 *
 * @param path - of the old attribute: `layers.Dense#output_shape`.
 */
export function hasOneTensor(facts: IFacts, path: string): boolean {
  const [, layer, attribute] =
    /^(?:layers|inner)\.(\w+)#((?:out|in)put_shape)$/.exec(path) ?? [];
  if (layer === undefined || builtByLength(facts)) {
    return false;
  }
  if (isInput(path)) {
    return true;
  }
  if (attribute === 'output_shape') {
    return !severalOutputs(facts);
  }
  return layer === 'Layer' ? !functional(facts) : !merging.test(layer);
}

/** What an `InputLayer` gives in Keras 2 is a list. */
export function isInput(path: string): boolean {
  return /^(?:layers\.InputLayer|inner\.FirstOfModel)#/.test(path);
}

/** Layers that take several tensors, or may. */
const merging =
  /^(?:Add|Subtract|Multiply|Average|Maximum|Minimum|Concatenate|Dot|(?:Additive|MultiHead|GroupQuery)?Attention|RNN|Bidirectional|LSTM|GRU|SimpleRNN|OfModel)$/;

/** What gives models of which the inner layers are of no known kind, an `InputLayer` among them. */
const functional = refersTo(name =>
  /(?:^|\.)(?:Model|load_model|clone_model|model_from_\w+)$|^applications\./.test(
    parseKerasName(name)?.path ?? ''
  )
);

/** Arguments that give a layer several outputs. */
const severalOutputs = once((facts: IFacts) =>
  facts.notebook.cells.some(({ source }) =>
    /\breturn_(?:state|attention_scores)\b/.test(source)
  )
);

/** `Embedding(…, input_length=5)` at the start builds a model of Keras 2 only: its layers have no tensors in Keras 3. */
const builtByLength = once((facts: IFacts) => {
  const has = (text: RegExp) =>
    facts.notebook.cells.some(({ source }) => text.test(source));
  return has(/\binput_length *=/) && !has(/\bInput\(/);
});
