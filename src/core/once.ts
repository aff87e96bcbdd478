/** A function of one object that is worked out once for each, and forgotten with it. */
export function once<Key extends object, Result>(
  work: (key: Key) => Result
): (key: Key) => Result {
  const known = new WeakMap<Key, { readonly result: Result }>();
  return key => {
    let entry = known.get(key);
    if (!entry) {
      entry = { result: work(key) };
      known.set(key, entry);
    }
    return entry.result;
  };
}
