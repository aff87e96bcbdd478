import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import { blankMagics } from '../source/blank-magics';
import type { IRange } from './model';

/** What statements stand in. */
const PARENTS = new Set(['Script', 'Body', 'StatementGroup']);

/**
 * Whether a range of a cell is one statement, or one whole magic or shell line, so that something else can take its place:
 * `os.putenv("A", "1")` is none in `print(os.putenv("A", "1"))`.
 */
export function isStatement(source: string, range: IRange): boolean {
  const { code, commands } = blankMagics(source);
  const command = commands.find(({ from }) => from === range.from);
  const node = largestWithin(parser.parse(code).topNode, range);
  return (
    node.from === range.from &&
    (command ?? node).to === range.to &&
    PARENTS.has(node.parent?.name ?? '')
  );
}

/** The largest node that begins where the range does and does not reach beyond it, the script itself excepted. */
function largestWithin(script: SyntaxNode, { from, to }: IRange): SyntaxNode {
  let node = script.resolve(from, 1);
  while (node.parent?.parent?.from !== undefined && isWithin(node.parent)) {
    node = node.parent;
  }
  return node;

  function isWithin(outer: SyntaxNode): boolean {
    return outer.from === from && outer.to <= to;
  }
}
