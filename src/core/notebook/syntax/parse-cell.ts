/** One cell's source to its lowered syntax and its commands. Depends on the text alone, so that it can be kept by text. */
import type { ICommand } from '../source/blank-magics';
import { blankMagics } from '../source/blank-magics';
import { lowerExpression } from './lower-expression';
import { lowerStatements } from './lower-statement';
import type { Statement } from './model';
import { parsePython } from './parse-python';
import type { ILowering } from './tree';

export interface ICellSyntax {
  readonly source: string;
  readonly body: readonly Statement[];
  readonly commands: readonly ICommand[];
  /** Those that stand in no statement: the lines of a shell cell, and what a syntax error hides. */
  readonly loose: readonly ICommand[];
  /** The grammar cannot read all of it, even without its magics: most likely it is no Python. */
  readonly broken: boolean;
}

/** Parses one code cell. Never throws: what cannot be parsed is left out. */
export function parseCell(source: string): ICellSyntax {
  const { code, commands } = blankMagics(source);
  const tree = parsePython(code);
  const lowering: ILowering = {
    code,
    depth: 0,
    names: new Set(),
    placeholders: new Set(),
    broken: false,
    expression: node => lowerExpression(lowering, node),
    statements: parent => lowerStatements(lowering, parent)
  };
  const body = lowerStatements(lowering, tree.topNode);
  const loose = commands.filter(
    command => !lowering.placeholders.has(command.from)
  );
  return { source, body, commands, loose, broken: lowering.broken };
}
