import type { IArgument, ICall, INotebook } from '../notebook/model';
import type { Edit } from './model';
import { replaceSpan } from './replace-text';

/** The argument of that keyword, or null. */
export function findArgument(
  call: ICall | null,
  keyword: string
): IArgument | null {
  return call?.arguments.find(argument => argument.keyword === keyword) ?? null;
}

/** The argument of that keyword or, where it is passed by position, of that position; null where it cannot be told. */
export function argumentAt(
  call: ICall | null,
  position: number,
  keyword: string
): IArgument | null {
  const named = findArgument(call, keyword);
  const positional = call?.arguments.filter(other => other.keyword === null);
  return named ?? (call?.open ? null : (positional?.[position] ?? null));
}

/** The text of an argument's value, as written. */
export function valueText(notebook: INotebook, argument: IArgument): string {
  const { cell, from, to } = argument.valueSpan;
  return notebook.cells[cell].source.slice(from, to);
}

/**
 * Gives a keyword argument another name, in the call or in the dictionary that is passed with `**`. Empty where its name does
 * not stand where it should.
 */
export function renameKeyword(
  notebook: INotebook,
  argument: IArgument,
  name: string
): Edit[] {
  const { cell, from, to } = argument.span;
  const text = notebook.cells[cell].source.slice(from, to);
  const written = argument.keyword ?? '';
  const offset = /^['"]/.test(text) ? 1 : 0;
  const start = from + offset;
  return written !== '' && text.startsWith(written, offset)
    ? [
        replaceSpan(
          notebook,
          { cell, from: start, to: start + written.length },
          name
        )
      ]
    : [];
}

/**
 * Takes arguments out of a call, commas included. Empty where one of them does not stand in the call itself, or where a `*` or
 * `**` stands next to it that the list of arguments does not show.
 */
export function removeArguments(
  notebook: INotebook,
  call: ICall,
  removed: readonly IArgument[]
): Edit[] {
  const { cell, from, to } = call.argumentsSpan;
  const { source } = notebook.cells[cell];
  const here = call.arguments.filter(
    ({ span }) => span.cell === cell && span.from > from && span.to < to
  );
  const edits: Edit[] = [];
  for (const [first, last] of runsOf(here, removed)) {
    const start = first > 0 ? here[first - 1].span.to : here[0].span.from;
    const next = here[last + 1]?.span.from ?? to - 1;
    const end = first > 0 ? here[last].span.to : next;
    const kept = [start, here[first].span.from, here[last].span.to, end];
    const isPlain =
      isSeparator(source.slice(kept[0], kept[1])) &&
      isSeparator(source.slice(kept[2], kept[3]));
    if (!isPlain) {
      return [];
    }
    edits.push(replaceSpan(notebook, { cell, from: start, to: end }, ''));
  }
  return removed.every(argument => here.includes(argument)) ? edits : [];
}

/** Nothing but commas, white space and comments. */
function isSeparator(text: string): boolean {
  return /^(?:[\s,\\]|#.*)*$/.test(text);
}

/** First and last index of each run of neighbours that are to go. */
function runsOf(
  all: readonly IArgument[],
  removed: readonly IArgument[]
): [number, number][] {
  const runs: [number, number][] = [];
  all.forEach((argument, index) => {
    if (!removed.includes(argument)) {
      return;
    }
    const open = runs[runs.length - 1];
    if (open && open[1] === index - 1) {
      open[1] = index;
    } else {
      runs.push([index, index]);
    }
  });
  return runs;
}
