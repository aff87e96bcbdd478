import { own } from '../own';

export { own };

/** What `JSON.parse` can return. A model file is untrusted, so everything read from it has this type first. */
export type Json = null | boolean | number | string | Json[] | IJsonObject;

/** A JSON object. */
export interface IJsonObject {
  [key: string]: Json;
}

/** Whether the value is a JSON object, and not an array or null. */
export function isObject(value: Json | undefined): value is IJsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The string under the key, or undefined. */
export function stringAt(object: IJsonObject, key: string): string | undefined {
  const value = own(object, key);
  return typeof value === 'string' ? value : undefined;
}

/** The number under the key, or the given default. */
export function numberAt(
  object: IJsonObject,
  key: string,
  otherwise: number
): number {
  const value = own(object, key);
  return typeof value === 'number' ? value : otherwise;
}

/** The numbers under the key: a list of numbers, or one number repeated; undefined when it is anything else. */
export function numbersAt(
  object: IJsonObject,
  key: string,
  length?: number
): number[] | undefined {
  const value = own(object, key);
  if (typeof value === 'number') {
    return new Array<number>(length ?? 1).fill(value);
  }
  return isNumbers(value) ? value : undefined;
}

/** The object under the key, or undefined. */
export function objectAt(
  object: IJsonObject,
  key: string
): IJsonObject | undefined {
  const value = own(object, key);
  return isObject(value) ? value : undefined;
}

/** The list under the key, or undefined. */
export function listAt(object: IJsonObject, key: string): Json[] | undefined {
  const value = own(object, key);
  return Array.isArray(value) ? value : undefined;
}

/** Whether the value is a list of numbers. */
export function isNumbers(value: Json | undefined): value is number[] {
  return Array.isArray(value) && value.every(item => typeof item === 'number');
}

/** Whether something holds for a value in the list or under a key of the object; ends at the first. Makes no list of them. */
export function someChild(
  parent: Json[] | IJsonObject,
  holds: (child: Json) => boolean
): boolean {
  if (Array.isArray(parent)) {
    return parent.some(holds);
  }
  for (const key in parent) {
    if (holds(parent[key])) {
      return true;
    }
  }
  return false;
}
