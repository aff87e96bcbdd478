/** Symbolic and ragged tensors, as far as careful reading shows them. */
import { passesRagged } from '../passes-ragged';
import type {
  AbstractValue,
  IEvaluatedArguments,
  IInstance,
  INamed
} from './values';
import { instanceOf, named, UNKNOWN } from './values';

const RAGGED = 'tensorflow.RaggedTensor';
const KERAS_ROOT =
  /^(?:(?:tensorflow\.)(?:compat\.v[12]\.|python\.)?)?(?:keras|tf_keras)(?=[.#]|$)/;
const INPUT = /^.*\.Input$/;
/** Classes and functions whose result is a model with an input and an output. */
const MODEL =
  /\.(?:Model|Sequential|load_model|clone_model|model_from_json|applications(?:\.\w+)*\.[A-Z]\w*)$/;
/** The same, and what is taken from one by its place or name. */
const HAS_TENSORS = new RegExp(
  `${MODEL.source}|\\.inner\\.(?:OfSequential|OfModel)$`
);
/** Functions that give a tensor when applied to one, and those among their neighbours that give something else. */
const TENSOR_FUNCTION =
  /^tensorflow\.(?:compat\.v[12]\.)?(?:(?:math|nn|linalg|image|signal|strings|sparse|experimental\.numpy)\.)*[a-z]\w*$|\.(?:layers|activations|backend|ops|nn|ops\.\w+|losses|metrics)\.[a-z]\w*$|\.preprocess_input$/;
const OTHER_FUNCTION =
  /\.(?:function|is_\w+|get_\w+|print|group|device|gradients|int_shape|ndim|dtype|count_params|eval|batch_get_value|image_data_format|floatx|epsilon|deserialize|serialize|get)$|\.ops\.(?:shape|ndim|dtype)$/;
const RAGGED_MAKER =
  /^tensorflow\.(?:compat\.v[12]\.)?(?:ragged\.(?:constant|stack|range|segment_ids_to_row_splits)|RaggedTensor\.from_\w+)$/;
/** Methods of a ragged tensor that give one again. */
const RAGGED_METHOD = /^(?:with_\w+|merge_dims)$/;

/** The root of a Keras name, for example `tensorflow.keras`; null for another library. */
export function kerasRoot(name: string): string | null {
  return KERAS_ROOT.exec(name)?.[0] ?? null;
}

/** The symbolic tensor of one Keras. */
function symbolic(root: string, ragged = false): IInstance {
  return instanceOf(`${root}.KerasTensor`, ragged);
}

export function isSymbolic(value: AbstractValue): value is IInstance {
  return value.kind === 'instance' && value.of.endsWith('.KerasTensor');
}

/** A variable of TensorFlow itself, not one that Keras made. */
export function isVariable(value: AbstractValue): boolean {
  return value.kind === 'instance' && value.of === 'tensorflow.Variable';
}

/** A sequence of unknown length: kept only for the symbolic tensors in it. */
export function openSequence(items: readonly AbstractValue[]): AbstractValue {
  const symbolic = items.filter(isSymbolic);
  return symbolic.length > 0 ? { kind: 'sequence', items: symbolic } : UNKNOWN;
}

/** The symbolic tensor among arguments, also inside of lists and dictionaries. */
function symbolicAmong(
  values: readonly AbstractValue[],
  depth = 0
): IInstance | null {
  for (const value of values) {
    if (isSymbolic(value)) {
      return value;
    }
    const inner =
      depth < 3 ? symbolicAmong(contentsOf(value), depth + 1) : null;
    if (inner) {
      return inner;
    }
  }
  return null;
}

function contentsOf(value: AbstractValue): readonly AbstractValue[] {
  if (value.kind === 'sequence') {
    return value.items;
  }
  return value.kind === 'dictionary'
    ? value.entries.map(entry => entry.value)
    : [];
}

function valuesOf(given: IEvaluatedArguments): AbstractValue[] {
  return given.arguments.map(argument => argument.followed);
}

/** The attributes of tensors that are tensors again, and those of which nothing is known. */
export function attributeOfTensor(
  object: IInstance,
  attribute: string
): AbstractValue | null {
  return isSymbolic(object) && attribute === 'T' ? object : null;
}

/** What a loop over `model.layers` takes: they may be of any class. Null for anything else. */
export function layerOf(layers: AbstractValue): AbstractValue | null {
  if (layers.kind !== 'name' || !isLayers(layers.name)) {
    return null;
  }
  const root = kerasRoot(layers.name);
  return root === null ? null : instanceOf(`${root}.layers.Layer`);
}

/** `generator, discriminator = gan.layers`: layers that are told apart by name are models, as a rule. */
export function modelAmong(layers: AbstractValue): AbstractValue | null {
  const root = layers.kind === 'name' ? kerasRoot(layers.name) : null;
  return root !== null && layerOf(layers) ? instanceOf(`${root}.Model`) : null;
}

/**
 * One layer of a model, taken by its place or name. A model of `applications` has plain layers only, an `InputLayer` first. In any
 * other it may be a model itself, which has more than a layer: it gets a name of its own, `inner.OfModel`, that no Keras has.
 */
export function layerAt(
  layers: AbstractValue,
  index: AbstractValue
): AbstractValue | null {
  if (layers.kind !== 'name' || !isLayers(layers.name)) {
    return null;
  }
  const root = kerasRoot(layers.name);
  const kind = kindOfLayerAt(
    layers.name.split('#')[0],
    index.kind === 'literal' && index.value === 0
  );
  return root !== null && kind !== null ? instanceOf(`${root}.${kind}`) : null;
}

function kindOfLayerAt(model: string, isFirst: boolean): string | null {
  if (/\.applications\.[\w.]+$/.test(model)) {
    return isFirst ? 'layers.InputLayer' : 'layers.Layer';
  }
  if (model.endsWith('.Sequential')) {
    return 'inner.OfSequential';
  }
  if (model.endsWith('.Model')) {
    return isFirst ? 'inner.FirstOfModel' : 'inner.OfModel';
  }
  return null;
}

/** A layer of which nothing but that is known. */
export function isAnyLayer(value: AbstractValue): boolean {
  return (
    value.kind === 'instance' &&
    /\.(?:layers\.Layer|inner\.\w+)$/.test(value.of)
  );
}

function isLayers(name: string): boolean {
  const [of, attribute] = name.split('#');
  return attribute === 'layers' && MODEL.test(of);
}

/** Attributes that hold a tensor: `model.output` is symbolic. */
export function settle(value: AbstractValue): AbstractValue {
  if (value.kind !== 'name' || !value.name.includes('#')) {
    return value;
  }
  const [of, attribute] = value.name.split('#');
  const root = kerasRoot(of);
  const tensor = attribute === 'output' || attribute === 'input';
  return root !== null && tensor && HAS_TENSORS.test(of)
    ? symbolic(root)
    : value;
}

/** A slice of a ragged tensor is ragged; of anything else nothing is known. */
export function elementsOf(object: IInstance): AbstractValue {
  return object.of === RAGGED ? object : UNKNOWN;
}

/** What calling a named class or function gives. */
export function resultOfName(
  name: string,
  given: IEvaluatedArguments
): AbstractValue {
  if (name.includes('#')) {
    return resultOfMethod(name);
  }
  const root = kerasRoot(name);
  if (root !== null && INPUT.test(name)) {
    return symbolic(root, hasRagged(given));
  }
  if (RAGGED_MAKER.test(name)) {
    return instanceOf(RAGGED);
  }
  const isTensor = TENSOR_FUNCTION.test(name) && !OTHER_FUNCTION.test(name);
  const tensor = isTensor ? symbolicAmong(valuesOf(given)) : null;
  return tensor
    ? { ...tensor, ragged: false }
    : instanceOf(name, hasRagged(given));
}

function hasRagged(given: IEvaluatedArguments): boolean {
  return given.arguments.some(
    ({ keyword, followed }) =>
      keyword === 'ragged' &&
      followed.kind === 'literal' &&
      followed.value === true
  );
}

function resultOfMethod(name: string): AbstractValue {
  const [of, method] = name.split('#');
  if (of === RAGGED && RAGGED_METHOD.test(method)) {
    return instanceOf(RAGGED);
  }
  if (method === 'get_layer') {
    return layerAt(named(`${of}#layers`), UNKNOWN) ?? UNKNOWN;
  }
  const root = kerasRoot(of);
  return root !== null && /^fit(?:_generator)?$/.test(method) && MODEL.test(of)
    ? instanceOf(`${root}.callbacks.History`)
    : UNKNOWN;
}

/** What `fit` noted, epoch by epoch: `history.history` of its result, or of the model. */
export function isHistory(value: AbstractValue): value is INamed {
  return (
    value.kind === 'name' &&
    /\.callbacks\.History#history$|#history\.history$/.test(value.name)
  );
}

/** What calling an object gives: a layer or model applied to a symbolic tensor gives one again. */
export function resultOfObject(
  of: string | null,
  ragged: boolean,
  given: IEvaluatedArguments
): AbstractValue {
  const layer =
    of !== null &&
    (kerasRoot(of) !== null || /\.layers\.|\.KerasLayer$/.test(of));
  const tensor = layer ? symbolicAmong(valuesOf(given)) : null;
  if (tensor) {
    const stays = tensor.ragged && passesRagged(of ?? '');
    return { ...tensor, ragged: ragged || stays };
  }
  return layer && ragged ? instanceOf(RAGGED) : UNKNOWN;
}
