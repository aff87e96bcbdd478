/**
 * Jupytext writes magics as comments: `# %pip install x`. The core reads them as magics, so the marks are taken off and their
 * places remembered.
 */
const mark = '# ';
const marked = /^# (?=[%!]\S)/gm;

export interface IUncommented {
  readonly source: string;
  /** Offsets in the source at which a mark was taken off, in order. */
  readonly removed: readonly number[];
}

export function uncommentMagics(text: string): IUncommented {
  const removed: number[] = [];
  const source = text.replace(marked, (_, offset: number) => {
    removed.push(offset - removed.length * mark.length);
    return '';
  });
  return { source, removed };
}

/** The offset in the file's text of an offset in the source; the start of a magic is the start of its mark. */
export function rawOffset(
  { removed }: Pick<IUncommented, 'removed'>,
  offset: number
): number {
  return offset + removed.filter(at => at < offset).length * mark.length;
}

/** Text with its magics marked again. */
export function commentMagics(text: string, startsLine: boolean): string {
  return text.replace(/(^|\n)(?=[%!]\S)/g, (start, _, offset: number) =>
    start === '' && offset === 0 && !startsLine ? start : start + mark
  );
}
