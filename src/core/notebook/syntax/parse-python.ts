/** Lezer's tree of Python, with what its grammar does not know made known to it. */
import type { SyntaxNodeRef, Tree } from '@lezer/common';
import { parser } from '@lezer/python';

/** How often the text is parsed again: one gap in the grammar may hide the next. */
const MOST_PASSES = 8;

/** Where a star may stand in front of a value since Python 3.9 and 3.11: `x[*a]`, `*args: *Ts`, `for x in *a, b`. */
const BEFORE_STAR = /(?:[[,:]|\bin)[ \t]*$/;

/** Whether there may be anything to do at all: a look at the text costs less than a walk through the tree. */
const SUSPECT = /(?:[[,:]|\bin)[ \t]*\*|\d\.(?:if|else|for|in|is|and|or|not)\b/;

/** What may follow a number without a space: `1.if x else y`. */
const KEYWORD = /^(?:if|else|for|in|is|and|or|not)$/;

/**
 * Parses code, offsets kept. The grammar of @lezer/python 1.1.19 takes a star in a subscript and the point of `1.if` for errors;
 * they are blanked, as neither changes a name that anything refers to.
 */
export function parsePython(code: string): Tree {
  let text = code;
  let tree = parser.parse(text);
  for (let pass = 0; pass < MOST_PASSES && SUSPECT.test(text); pass++) {
    const unknown = findUnknown(tree, text);
    if (unknown.size === 0) {
      return tree;
    }
    text = [...unknown].reduce(blank, text);
    tree = parser.parse(text);
  }
  return tree;
}

function findUnknown(tree: Tree, text: string): Set<number> {
  const unknown = new Set<number>();
  tree.iterate({
    enter: node => {
      const at = node.type.isError
        ? starAt(node, text)
        : node.name === 'PropertyName'
          ? pointBefore(node, text)
          : null;
      if (at !== null) {
        unknown.add(at);
      }
    }
  });
  return unknown;
}

/** The star that an error is about; the error stands in front of it or covers it. */
function starAt({ from }: SyntaxNodeRef, text: string): number | null {
  const gap = /^[ \t]*/.exec(text.slice(from, from + 40))?.[0].length ?? 0;
  const at = from + gap;
  const before = text.slice(Math.max(0, at - 40), at);
  return text[at] === '*' && BEFORE_STAR.test(before) ? at : null;
}

/** The point between a number and a keyword, which the grammar takes for an attribute. */
function pointBefore({ node }: SyntaxNodeRef, text: string): number | null {
  const point = node.prevSibling;
  const isNumber = point?.prevSibling?.name === 'Number';
  return point && isNumber && KEYWORD.test(text.slice(node.from, node.to))
    ? point.from
    : null;
}

function blank(text: string, at: number): string {
  return `${text.slice(0, at)} ${text.slice(at + 1)}`;
}
