/** Attributes and items of values. */
import { baseName, findMember } from './class-members';
import { isVersionTest } from './guards';
import {
  attributeOfTensor,
  elementsOf,
  isSymbolic,
  layerAt,
  layerOf,
  openSequence
} from './tensors';
import type {
  AbstractValue,
  IClassValue,
  ILiteralValue,
  IObjectValue,
  ISuper
} from './values';
import { named, UNKNOWN, VERSION } from './values';

/** What `object.attribute` is. */
export function attributeOf(
  object: AbstractValue,
  attribute: string
): AbstractValue {
  switch (object.kind) {
    case 'name':
      return named(`${object.name}.${attribute}`);
    case 'instance':
      return (
        attributeOfTensor(object, attribute) ??
        named(`${object.of}#${attribute}`)
      );
    case 'version':
      return VERSION;
    case 'object':
    case 'super':
    case 'class':
      return ofClass(object, attribute);
    default:
      return UNKNOWN;
  }
}

function ofClass(
  object: IObjectValue | ISuper | IClassValue,
  attribute: string
): AbstractValue {
  switch (object.kind) {
    case 'object':
      return (
        memberOf(object.class, attribute, object) ??
        inBase(object.class, '#', attribute)
      );
    case 'super':
      return (
        memberOfBases(object.class, attribute) ??
        inBase(object.class, '#', attribute)
      );
    case 'class':
      return findMember(object, attribute) ?? inBase(object, '.', attribute);
  }
}

function memberOf(
  cls: IClassValue,
  attribute: string,
  self: AbstractValue
): AbstractValue | undefined {
  const member = findMember(cls, attribute);
  return member?.kind === 'function' ? { ...member, self } : member;
}

function memberOfBases(
  cls: IClassValue,
  attribute: string
): AbstractValue | undefined {
  const self: AbstractValue = { kind: 'object', class: cls };
  for (const base of cls.bases) {
    const member =
      base.kind === 'class' ? memberOf(base, attribute, self) : undefined;
    if (member) {
      return member;
    }
  }
  return undefined;
}

function inBase(
  cls: IClassValue,
  separator: '#' | '.',
  attribute: string
): AbstractValue {
  const base = baseName(cls);
  return base === null ? UNKNOWN : named(`${base}${separator}${attribute}`);
}

/** What `object[index]` is. */
export function itemOf(
  object: AbstractValue,
  index: AbstractValue,
  slice: boolean
): AbstractValue {
  if (isVersionTest(object)) {
    return VERSION;
  }
  if (isSymbolic(object)) {
    return object;
  }
  if (slice) {
    return sliceOf(object);
  }
  const item = index.kind === 'literal' ? itemAt(object, index.value) : UNKNOWN;
  return layerAt(object, index) ?? item;
}

function sliceOf(object: AbstractValue): AbstractValue {
  switch (object.kind) {
    case 'instance':
      return elementsOf(object);
    case 'sequence':
      return openSequence(object.items);
    default:
      return layerOf(object) ? object : UNKNOWN;
  }
}

function itemAt(
  object: AbstractValue,
  index: ILiteralValue['value']
): AbstractValue {
  if (object.kind === 'dictionary') {
    return object.entries.find(({ key }) => key === index)?.value ?? UNKNOWN;
  }
  if (object.kind === 'sequence' && typeof index === 'number') {
    return (
      object.items[index < 0 ? object.items.length + index : index] ?? UNKNOWN
    );
  }
  return UNKNOWN;
}
