/** Import statements and their like. */
import type { ICallSite, IFrame, IMachine } from '../evaluate/machine';
import { spanOf } from '../evaluate/machine';
import { noteReference } from '../evaluate/references';
import { STARS } from '../evaluate/scope';
import type { AbstractValue } from '../evaluate/values';
import { named, UNKNOWN } from '../evaluate/values';
import type { IImport } from '../model';
import { contentOf } from '../syntax/content-of';
import type { IImportedName, IImportStatement, IRange } from '../syntax/model';
import { importsTensorFlow } from './imports-tensorflow';

interface IBound {
  readonly name: string;
  readonly value: AbstractValue;
}

/** Notes an import statement; returns the names that it binds. */
export function noteImport(
  machine: IMachine,
  statement: IImportStatement,
  frame: IFrame
): IBound[] {
  return statement.names.flatMap(imported =>
    statement.module === null
      ? importModule(machine, imported, frame)
      : importFrom(machine, statement, imported, frame)
  );
}

/** `import a.b` binds `a`; `import a.b as c` binds `c` to `a.b`. */
function importModule(
  machine: IMachine,
  imported: IImportedName,
  frame: IFrame
): IBound[] {
  const module = imported.name;
  const root = module.split('.')[0];
  const alias = imported.alias ?? root;
  pushImport(machine, frame, {
    module,
    name: null,
    alias,
    moduleRange: imported.nameRange,
    nameRange: imported.nameRange
  });
  noteReference(machine, frame, {
    name: module,
    kind: 'import',
    range: imported.nameRange,
    last: lastPart(imported.nameRange, module)
  });
  return alias === ''
    ? []
    : [{ name: alias, value: named(imported.alias ? module : root) }];
}

function importFrom(
  machine: IMachine,
  statement: IImportStatement,
  imported: IImportedName,
  frame: IFrame
): IBound[] {
  const module = statement.module ?? '';
  const star = imported.name === '*';
  const alias = star ? null : (imported.alias ?? imported.name);
  pushImport(machine, frame, {
    module,
    name: imported.name,
    alias,
    moduleRange: statement.moduleRange,
    nameRange: imported
  });
  if (module.startsWith('.')) {
    return alias === null ? [] : [{ name: alias, value: UNKNOWN }];
  }
  const name = star ? module : `${module}.${imported.name}`;
  const range = star ? statement.moduleRange : imported.nameRange;
  noteReference(machine, frame, {
    name,
    kind: 'import',
    range,
    last: star ? lastPart(range, module) : range
  });
  return alias === null
    ? [starred(module, frame)]
    : [{ name: alias, value: named(name) }];
}

/** The modules whose names are all imported are kept in order under a name that no program has. */
function starred(module: string, frame: IFrame): IBound {
  const before = frame.scope.top.lookup(STARS);
  const items = before?.kind === 'sequence' ? before.items : [];
  return {
    name: STARS,
    value: { kind: 'sequence', items: [...items, named(module)] }
  };
}

function lastPart(range: IRange, dotted: string): IRange {
  const length = dotted.length - dotted.lastIndexOf('.') - 1;
  return { from: Math.max(range.from, range.to - length), to: range.to };
}

function pushImport(
  machine: IMachine,
  frame: IFrame,
  imported: Pick<IImport, 'module' | 'name' | 'alias'> & {
    readonly moduleRange: IRange;
    readonly nameRange: IRange;
  }
): void {
  if (frame.loud) {
    const { module, name, alias } = imported;
    machine.findings.imports.push({
      module,
      name,
      alias,
      moduleSpan: spanOf(frame, imported.moduleRange),
      nameSpan: spanOf(frame, imported.nameRange),
      statementSpan: spanOf(frame, frame.statement),
      importsTensorFlow: importsTensorFlow(module),
      guard: frame.guard
    });
  }
}

/** `importlib.import_module("keras")`, `__import__("keras")`. */
export function moduleImported({
  machine,
  syntax,
  given,
  frame
}: ICallSite): AbstractValue {
  const module = moduleNamed(given.arguments[0]?.followed);
  if (module === null) {
    return UNKNOWN;
  }
  const argument = syntax.arguments[0]?.value;
  const range = (argument && contentOf(argument)) ?? argument ?? syntax;
  pushImport(machine, frame, {
    module,
    name: null,
    alias: null,
    moduleRange: range,
    nameRange: range
  });
  noteReference(machine, frame, {
    name: module,
    kind: 'import',
    range,
    last: range
  });
  return named(module);
}

/** The absolute module path that a text is. */
function moduleNamed(value: AbstractValue | undefined): string | null {
  const text = value?.kind === 'literal' ? value.value : null;
  return typeof text === 'string' && /^\w+(?:\.\w+)*$/.test(text) ? text : null;
}
