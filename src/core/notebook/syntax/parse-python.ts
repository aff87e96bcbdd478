/** Lezer's tree of Python, with what its grammar does not know made known to it. */
import type { SyntaxNodeRef, Tree } from '@lezer/common';
import { parser } from '@lezer/python';

/** How often the text is parsed again: one gap in the grammar may hide the next. */
const MOST_PASSES = 8;

/** Where a star may stand in front of a value since Python 3.9 and 3.11: `x[*a]`, `*args: *Ts`, `for x in *a, b`. */
const BEFORE_STAR = /(?:[[,:]|\bin)[ \t]*$/;

/**
 * The point that ends a number in front of a keyword, a comment or a joined line: the grammar takes what follows for an attribute.
 * `1.if x else y`, `1. # one`, `[0. for x in y]`.
 */
const POINT =
  /(?<![\w.])\d[\d_]*\.(?=[ \t]*[#\\]|\s*(?:if|else|for|in|is|and|or|not|as|async)\b)/g;

/** The letter that makes a template string (Python 3.14) of what the grammar knows as an f-string otherwise. */
const TEMPLATE = /(?<!\w)r?t(?=r?['"])/gi;

/** What follows `match` may be negated, which the grammar knows of names alone. */
const NEGATED_SUBJECT = /^[ \t]*match[ \t]+not\b/gm;

/** What is no code. What an error hides is. */
const TEXT = /^(?:String|FormatString|FormatSpec|Comment)$/;

/** Whether there may be a star to blank: a look at the text costs less than a walk through the tree. */
const SUSPECT = /(?:[[,:]|\bin)[ \t]*\*/;

/**
 * Parses code, offsets kept. The grammar of @lezer/python 1.1.19 takes a star in a subscript and the point of `1.if` for errors;
 * they are blanked, as neither changes a name that anything refers to. Template strings are read as f-strings.
 */
export function parsePython(code: string): Tree {
  let text = code;
  let tree = parser.parse(text);
  const known = withKnownTokens(text, tree);
  if (known !== text) {
    text = known;
    tree = parser.parse(text);
  }
  for (let pass = 0; pass < MOST_PASSES && SUSPECT.test(text); pass++) {
    const unknown = findStars(tree, text);
    if (unknown.size === 0) {
      return tree;
    }
    text = [...unknown].reduce((left, at) => put(left, at, ' '), text);
    tree = parser.parse(text);
  }
  return tree;
}

/** The text without the tokens that the grammar does not know; those in strings and comments stay. */
function withKnownTokens(code: string, tree: Tree): string {
  let text = code;
  for (const { index, 0: number } of code.matchAll(POINT)) {
    if (!TEXT.test(tree.resolveInner(index, 1).name)) {
      text = put(text, index + number.length - 1, ' ');
    }
  }
  for (const { index, 0: head } of code.matchAll(NEGATED_SUBJECT)) {
    const at = index + head.length - 3;
    if (!TEXT.test(tree.resolveInner(at, 1).name)) {
      text = `${text.slice(0, at)}   ${text.slice(at + 3)}`;
    }
  }
  for (const { index, 0: prefix } of code.matchAll(TEMPLATE)) {
    if (!TEXT.test(tree.resolveInner(index, 1).name)) {
      text = put(text, index + prefix.search(/t/i), 'f');
    }
  }
  return text;
}

function findStars(tree: Tree, text: string): Set<number> {
  const stars = new Set<number>();
  tree.iterate({
    enter: node => {
      const at = node.type.isError ? starAt(node, text) : null;
      if (at !== null) {
        stars.add(at);
      }
    }
  });
  return stars;
}

/** The star that an error is about; the error stands in front of it or covers it. */
function starAt({ from }: SyntaxNodeRef, text: string): number | null {
  const gap = /^[ \t]*/.exec(text.slice(from, from + 40))?.[0].length ?? 0;
  const at = from + gap;
  const before = text.slice(Math.max(0, at - 40), at);
  return text[at] === '*' && BEFORE_STAR.test(before) ? at : null;
}

function put(text: string, at: number, character: string): string {
  return `${text.slice(0, at)}${character}${text.slice(at + 1)}`;
}
