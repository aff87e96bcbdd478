/** Where a use of Keras works: every name, attribute, keyword, positional argument and string is looked up on all sides. */
import type { ICall, IReference, ISpan } from '../notebook/model';
import { once } from '../once';
import { lookUpArguments, type ICallee } from './api-arguments';
import type { IApiText } from './api-availability';
import type { IApiFinding } from './api-model';
import { knows } from './api-names';
import {
  isAbstract,
  memberRow,
  parseApiName,
  replacementOf,
  rowOf,
  type IApiName
} from './api-table';
import { own } from '../own';

/** Functions whose result is a model, and the attributes of a model that hold something known. */
const MODEL_MAKER =
  /^(?:models\.(?:load_model|clone_model|model_from_\w+)|saving\.load_model|applications(?:\.\w+)*\.[A-Z]\w*)$/;
const HELD: Readonly<Record<string, string>> = {
  optimizer: 'optimizers.Optimizer'
};

/**
 * What of a reference does not work on every side. Empty for what works everywhere, for other libraries, for the package tf_keras,
 * and for names that no Keras ever had: those may be the notebook's own. A guarded reference is looked up like any other.
 */
export const lookUp = once((reference: IReference): readonly IApiFinding[] => {
  const name = parseApiName(reference.name);
  if (name === null) {
    return [];
  }
  return name.attribute === null
    ? lookUpPath(name, reference)
    : lookUpAttribute(name, name.attribute, reference);
});

/**
 * The same for all references of a notebook. An attribute that the notebook assigns to such an object itself is its own: reading it
 * says nothing.
 */
export function lookUpAll(references: readonly IReference[]): IApiFinding[] {
  const assigned = new Set(
    references.filter(({ kind }) => kind === 'assign').map(({ name }) => name)
  );
  return references
    .filter(({ name, kind }) => kind === 'assign' || !assigned.has(name))
    .flatMap(lookUp);
}

function lookUpPath(
  { root, path }: IApiName,
  reference: IReference
): IApiFinding[] {
  const segments = path.split('.');
  for (let length = segments.length; length > 0; length--) {
    const prefix = segments.slice(0, length).join('.');
    const row = rowOf(root, prefix);
    if (row) {
      return matters(row, reference) && differs(row)
        ? [nameFinding(`${root}.${prefix}`, row, path, reference.span)]
        : [];
    }
  }
  const parent = segments.slice(0, -1).join('.');
  if (/(?:^|\.)[A-Z]\w*$/.test(parent)) {
    const attribute = segments[segments.length - 1];
    return lookUpMember({ root, path: parent, attribute }, reference);
  }
  return reference.call && !isAbstract(path)
    ? lookUpArguments(calleeOf(root, path, ''), reference.call)
    : [];
}

function nameFinding(
  name: string,
  row: IApiText,
  path: string,
  span: ISpan
): IApiFinding {
  const replacement = movedTo(path);
  return {
    name,
    what: 'name',
    span,
    ...row.sides,
    ...(replacement === undefined ? {} : { replacement })
  };
}

/** Where a name went: its own entry, or the entry of the module that it stood in, if the new module has it. */
function movedTo(path: string): string | undefined {
  const own = replacementOf(path);
  if (own !== undefined) {
    return own;
  }
  const segments = path.split('.');
  const last = segments[segments.length - 1];
  for (let length = segments.length - 1; length > 0; length--) {
    const module = replacementOf(segments.slice(0, length).join('.'));
    if (module !== undefined) {
      return knows(`keras.${module}`, last) ? `${module}.${last}` : undefined;
    }
  }
  return undefined;
}

function lookUpAttribute(
  { root, path }: IApiName,
  attribute: string,
  reference: IReference
): IApiFinding[] {
  const owner = MODEL_MAKER.test(path) ? 'Model' : path;
  const [first, ...rest] = attribute.split('.');
  if (rest.length === 0) {
    return lookUpMember({ root, path: owner, attribute }, reference);
  }
  const held = own(HELD, first);
  return held !== undefined && rest.length === 1
    ? lookUpMember({ root, path: held, attribute: rest[0] }, reference)
    : [];
}

/** An attribute of an object, or a method that is called. */
function lookUpMember(
  { root, path, attribute }: IApiName & { readonly attribute: string },
  reference: IReference
): IApiFinding[] {
  if (attribute === '__init__') {
    return argumentsOf(root, path, '', reference.call);
  }
  const part = `#${attribute}`;
  const row = memberRow(path, part);
  if (row === null || !differs(row)) {
    return argumentsOf(root, path, part, reference.call);
  }
  const isAssigned = reference.kind === 'assign';
  if (isAssigned && !row.settable) {
    return [];
  }
  const replacement = replacementOf(path, part);
  return [
    {
      name: `${root}.${path}#${attribute}`,
      what: 'attribute',
      span: reference.span,
      ...row.sides,
      ...(replacement === undefined ? {} : { replacement }),
      ...(isAssigned ? { silent: elsewhere(row) } : {})
    }
  ];
}

function argumentsOf(
  root: string,
  path: string,
  part: string,
  call: ICall | null
): IApiFinding[] {
  return call ? lookUpArguments(calleeOf(root, path, part), call) : [];
}

function calleeOf(root: string, path: string, part: string): ICallee {
  return { name: `${root}.${path}${part}`, path, part };
}

/** Some names can be imported and mentioned, and only fail when called. */
function matters(row: IApiText, { kind }: IReference): boolean {
  return !row.onlyCalls || kind === 'call' || kind === 'subclass';
}

function differs({ sides }: IApiText): boolean {
  return sides.keras2 !== true || sides.keras3 !== true || !sides.legacy;
}

/** Assigning an attribute that does not exist raises nothing, and does nothing. */
function elsewhere({ sides }: IApiText): IApiFinding['silent'] {
  return {
    keras2: sides.keras2 === false,
    keras3: sides.keras3 === false,
    legacy: !sides.legacy
  };
}
