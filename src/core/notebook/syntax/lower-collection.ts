/** Lists, tuples, dictionaries and comprehensions. */
import type { SyntaxNode } from '@lezer/common';
import type {
  Expression,
  IComprehension,
  IComprehensionClause,
  IDictionaryEntry,
  IRange
} from './model';
import type { ILowering } from './tree';
import { childrenOf, nothing, PUNCTUATION, rangeOf, splitAt } from './tree';

/** Items of a list literal that are kept; longer ones are data. */
const MOST_ITEMS = 512;

/** Expressions with commas between them: one stays itself, several are a tuple. */
export function lowerList(
  lowering: ILowering,
  nodes: readonly SyntaxNode[]
): Expression | null {
  const items = nodes.filter(node => !PUNCTUATION.has(node.name));
  if (items.length === 0) {
    return null;
  }
  if (items.length === nodes.length) {
    return lowering.expression(items[0]);
  }
  return sequence(lowering, nodes, {
    from: nodes[0].from,
    to: items[items.length - 1].to
  });
}

export function lowerBracketed(
  lowering: ILowering,
  node: SyntaxNode
): Expression {
  return sequence(lowering, childrenOf(lowering, node), rangeOf(node));
}

function sequence(
  lowering: ILowering,
  nodes: readonly SyntaxNode[],
  range: IRange
): Expression {
  const items = nodes.filter(node => !PUNCTUATION.has(node.name));
  const star = nodes.findIndex(node => node.name === '*');
  return {
    kind: 'sequence',
    items: items.slice(0, MOST_ITEMS).map(node => lowering.expression(node)),
    open: star >= 0 || items.length > MOST_ITEMS,
    star: star >= 0 ? items.indexOf(nodes[star + 1]) : -1,
    from: range.from,
    to: range.to
  };
}

export function lowerDictionary(
  lowering: ILowering,
  node: SyntaxNode
): Expression {
  const children = childrenOf(lowering, node).filter(
    child => child.name !== '{' && child.name !== '}'
  );
  const entries: IDictionaryEntry[] = [];
  for (const part of splitAt(children, ',').slice(0, MOST_ITEMS)) {
    const colon = part.findIndex(child => child.name === ':');
    const value = part[part.length - 1];
    if (part[0].name === '**' || colon === 1) {
      entries.push({
        key: colon === 1 ? lowering.expression(part[0]) : null,
        value: lowering.expression(value),
        from: part[0].from,
        to: value.to
      });
    }
  }
  return { kind: 'dictionary', entries, from: node.from, to: node.to };
}

export function lowerComprehension(
  lowering: ILowering,
  node: SyntaxNode
): Expression {
  const children = childrenOf(lowering, node).slice(1, -1);
  const loop = children.findIndex(
    child => child.name === 'for' || child.name === 'async'
  );
  return comprehension(lowering, rangeOf(node), {
    elements: children
      .slice(0, loop)
      .filter(child => !PUNCTUATION.has(child.name)),
    clauses: children.slice(Math.max(loop, 0))
  });
}

export function comprehension(
  lowering: ILowering,
  range: IRange,
  {
    elements,
    clauses
  }: { elements: readonly SyntaxNode[]; clauses: readonly SyntaxNode[] }
): IComprehension {
  const lowered: IComprehensionClause[] = [];
  for (const clause of splitAt(clauses, 'for')) {
    const inside = clause.findIndex(node => node.name === 'in');
    if (inside >= 0) {
      const [iterable, ...conditions] = clause
        .slice(inside + 1)
        .filter(node => node.name !== 'if' && node.name !== 'async');
      lowered.push({
        targets: clause
          .slice(0, inside)
          .filter(node => !PUNCTUATION.has(node.name))
          .map(node => lowering.expression(node)),
        iterable: iterable ? lowering.expression(iterable) : nothing(range),
        conditions: conditions.map(node => lowering.expression(node))
      });
    }
  }
  return {
    kind: 'comprehension',
    clauses: lowered,
    elements: elements.map(node => lowering.expression(node)),
    from: range.from,
    to: range.to
  };
}
