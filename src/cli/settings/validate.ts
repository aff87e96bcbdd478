/** The part of JSON Schema that `schema/plugin.json` is written in. */
export interface ISchema {
  readonly type?: string;
  readonly oneOf?: readonly { readonly const: unknown }[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: ISchema;
  readonly properties?: Readonly<Record<string, ISchema>>;
  readonly additionalProperties?: boolean | ISchema;
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, ISchema>>;
}

type Finder = (
  value: unknown,
  schema: ISchema,
  root: ISchema,
  place: string
) => string | null;

const finders: Readonly<Record<string, Finder>> = {
  object: findInObject,
  array: findInArray,
  integer: findInInteger
};

/** What is wrong with a value, in the words of the one who wrote it; null where nothing is. */
export function findMistake(
  value: unknown,
  schema: ISchema,
  root: ISchema = schema,
  place = ''
): string | null {
  const rule = resolveReference(schema, root);
  if (rule.oneOf && !rule.oneOf.some(one => one.const === value)) {
    const words = rule.oneOf.map(one => JSON.stringify(one.const)).join(', ');
    return `${place} must be one of ${words}`;
  }
  const { type = 'object' } = rule;
  return (finders[type] ?? findInPlain)(value, rule, root, place);
}

function resolveReference(schema: ISchema, root: ISchema): ISchema {
  const name = schema.$ref?.split('/').pop();
  return (name && root.definitions?.[name]) || schema;
}

function findInPlain(
  value: unknown,
  { type }: ISchema,
  _root: ISchema,
  place: string
): string | null {
  return typeof value === type ? null : `${place} must be a ${type}`;
}

function findInObject(
  value: unknown,
  schema: ISchema,
  root: ISchema,
  place: string
): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return `${place || 'the table'} must be a table`;
  }
  for (const [key, item] of Object.entries(value)) {
    const inside = place ? `${place}.${key}` : key;
    const known = schemaOfKey(schema, key);
    const mistake = known
      ? findMistake(item, known, root, inside)
      : `${inside} is not a setting; there are ${Object.keys(schema.properties ?? {}).join(', ')}`;
    if (mistake) {
      return mistake;
    }
  }
  return null;
}

function schemaOfKey(
  { properties = {}, additionalProperties: others }: ISchema,
  key: string
): ISchema | null {
  if (Object.prototype.hasOwnProperty.call(properties, key)) {
    return properties[key];
  }
  return typeof others === 'object' ? others : null;
}

function findInArray(
  value: unknown,
  { items }: ISchema,
  root: ISchema,
  place: string
): string | null {
  if (!Array.isArray(value)) {
    return `${place} must be a list`;
  }
  for (const [index, item] of value.entries()) {
    const mistake = items
      ? findMistake(item, items, root, `${place}[${index}]`)
      : null;
    if (mistake) {
      return mistake;
    }
  }
  return null;
}

function findInInteger(
  value: unknown,
  { minimum = -Infinity, maximum = Infinity }: ISchema,
  _root: ISchema,
  place: string
): string | null {
  const number = typeof value === 'bigint' ? Number(value) : value;
  const fits =
    Number.isInteger(number) &&
    Number(number) >= minimum &&
    Number(number) <= maximum;
  return fits
    ? null
    : `${place} must be a whole number from ${minimum} to ${maximum}`;
}
