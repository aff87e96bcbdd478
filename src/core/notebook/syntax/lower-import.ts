/** Import statements, which the grammar gives as flat lists of names and dots. */
import type { SyntaxNode } from '@lezer/common';
import type { IImportedName, IImportStatement, IRange } from './model';
import type { ILowering } from './tree';
import { childrenOf, rangeOf, splitAt, textOf } from './tree';

/** `import a.b as c, d` or `from ..a import (b as c, d)`. */
export function lowerImport(
  lowering: ILowering,
  node: SyntaxNode
): IImportStatement | null {
  const children = childrenOf(lowering, node);
  const keyword = children.findIndex(child => child.name === 'import');
  if (keyword < 0) {
    return null;
  }
  const path = children.slice(1, keyword);
  const rest = children
    .slice(keyword + 1)
    .filter(child => child.name !== '(' && child.name !== ')');
  const names = splitAt(rest, ',').map(part =>
    lowerImportedName(lowering, part)
  );
  return {
    kind: 'import',
    module: keyword > 0 ? compact(lowering, path) : null,
    moduleRange: spanning(path) ?? rangeOf(node),
    names,
    from: node.from,
    to: node.to
  };
}

function lowerImportedName(
  lowering: ILowering,
  part: readonly SyntaxNode[]
): IImportedName {
  const as = part.findIndex(child => child.name === 'as');
  const path = as < 0 ? part : part.slice(0, as);
  const alias = as < 0 ? undefined : part[as + 1];
  const range = spanning(part) ?? { from: 0, to: 0 };
  return {
    name: compact(lowering, path),
    nameRange: spanning(path) ?? range,
    alias: alias ? textOf(lowering, alias) : null,
    from: range.from,
    to: range.to
  };
}

function spanning(nodes: readonly SyntaxNode[]): IRange | null {
  return nodes.length === 0
    ? null
    : { from: nodes[0].from, to: nodes[nodes.length - 1].to };
}

function compact(lowering: ILowering, nodes: readonly SyntaxNode[]): string {
  return nodes.map(node => textOf(lowering, node)).join('');
}
