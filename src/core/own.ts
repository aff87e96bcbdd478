/** The value of an own key of a table; a key such as `constructor` or `__proto__`, which every object inherits, is not there. */
export function own<Value>(
  table: Readonly<Record<string, Value>>,
  key: string
): Value | undefined {
  return Object.prototype.hasOwnProperty.call(table, key)
    ? table[key]
    : undefined;
}
