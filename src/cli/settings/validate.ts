/** The part of JSON Schema that `schema/plugin.json` is written in. */
export interface ISchema {
  readonly type?: string;
  readonly oneOf?: readonly { readonly const: unknown }[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: ISchema;
  readonly properties?: Readonly<Record<string, ISchema>>;
  readonly additionalProperties?: boolean | ISchema;
}

type Finder = (value: unknown, schema: ISchema, place: string) => string | null;

const finders: Readonly<Record<string, Finder>> = {
  object: findInObject,
  array: findInArray,
  integer: findInInteger
};

/** What is wrong with a value, in the words of the one who wrote it; null where nothing is. */
export function findMistake(
  value: unknown,
  schema: ISchema,
  place = ''
): string | null {
  const { type = 'object', oneOf } = schema;
  if (oneOf && !oneOf.some(one => one.const === value)) {
    const words = oneOf.map(one => JSON.stringify(one.const)).join(', ');
    return `${place} must be one of ${words}`;
  }
  return (finders[type] ?? findInPlain)(value, schema, place);
}

function findInPlain(
  value: unknown,
  { type }: ISchema,
  place: string
): string | null {
  return typeof value === type ? null : `${place} must be a ${type}`;
}

function findInObject(
  value: unknown,
  schema: ISchema,
  place: string
): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return `${place || 'the table'} must be a table`;
  }
  for (const [key, item] of Object.entries(value)) {
    const inside = place ? `${place}.${key}` : key;
    const known = schemaOfKey(schema, key);
    const mistake = known
      ? findMistake(item, known, inside)
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
  place: string
): string | null {
  if (!Array.isArray(value)) {
    return `${place} must be a list`;
  }
  for (const [index, item] of value.entries()) {
    const mistake = items
      ? findMistake(item, items, `${place}[${index}]`)
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
