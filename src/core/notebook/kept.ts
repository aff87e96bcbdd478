const none: readonly never[] = [];

/** A list to be kept for long: the empty ones are one, and it has no room for more, of which lists that grew have for some sixteen. */
export function kept<Item>(items: readonly Item[]): readonly Item[] {
  return items.length === 0 ? none : items.slice();
}
