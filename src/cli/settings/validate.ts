/** The part of JSON Schema that `schema/plugin.json` is written in. */
export interface ISchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: ISchema;
  readonly properties?: Readonly<Record<string, ISchema>>;
  readonly additionalProperties?: boolean | ISchema;
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, ISchema>>;
}

/** What is wrong with a value, in the words of the one who wrote it; null where nothing is. */
export function findMistake(
  value: unknown,
  schema: ISchema,
  root: ISchema = schema,
  place = ''
): string | null {
  const name = schema.$ref?.split('/').pop();
  const rule = (name && root.definitions?.[name]) || schema;
  if (rule.enum && !rule.enum.includes(value)) {
    return `${place} must be one of ${rule.enum.map(each => JSON.stringify(each)).join(', ')}`;
  }
  switch (rule.type) {
    case 'object':
      return findInObject(value, rule, root, place);
    case 'array':
      return findInArray(value, rule, root, place);
    case 'integer':
      return findInInteger(value, rule, place);
    default:
      return typeof value === rule.type
        ? null
        : `${place} must be a ${rule.type}`;
  }
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
    const { properties = {}, additionalProperties: others } = schema;
    const known = Object.prototype.hasOwnProperty.call(properties, key)
      ? properties[key]
      : others;
    if (typeof known !== 'object') {
      return `${inside} is not a setting; there are ${Object.keys(properties).join(', ')}`;
    }
    const mistake = findMistake(item, known, root, inside);
    if (mistake) {
      return mistake;
    }
  }
  return null;
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
