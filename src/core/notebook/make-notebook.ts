import type { INotebook } from './model';

/** A Python notebook of code cells `c0`, `c1` and so on, which anybody may edit. */
export function makeNotebook(...sources: readonly string[]): INotebook {
  return {
    language: 'python',
    cells: sources.map((source, index) => ({
      id: `c${index}`,
      type: 'code',
      source,
      editable: true,
      insertedBy: null
    }))
  };
}
