/** What one cell contributes, given what the cells before it bound; with what is needed to know when that is still true. */
import { Evaluator } from './evaluate/evaluator';
import { runDeferred } from './evaluate/functions';
import type {
  IDeferredBody,
  IFindings,
  IFrame,
  IObservedCall
} from './evaluate/machine';
import type { Knows } from './evaluate/scope';
import { Scope } from './evaluate/scope';
import type { INames, Names } from './evaluate/stores';
import { RecordingStore } from './evaluate/stores';
import type { AbstractValue, IFunctionValue } from './evaluate/values';
import { sameValue } from './evaluate/compare-values';
import { addCommand } from './find/note-command';
import { kept } from './kept';
import type { ICellFacts, IMagic, ISpan } from './model';
import type { ICellSyntax } from './syntax/parse-cell';

type Definition = IFunctionValue['definition'];
type Parameters = ReadonlyMap<string, AbstractValue>;

/** The values of the parameters that all calls of a function agree on, by the function. */
export type JoinedCalls = ReadonlyMap<Definition, Parameters>;

/** The first reading: the statements of the cell in order, without the bodies of its functions. */
export interface ICellReading {
  readonly syntax: ICellSyntax;
  readonly reads: Names;
  readonly writes: Names;
  readonly facts: ICellFacts;
  readonly bodies: readonly IDeferredBody[];
  readonly calls: readonly IObservedCall[];
}

/** The second reading: the bodies of the cell's functions, once all cells are known. */
export interface IBodiesReading {
  readonly reads: Names;
  readonly used: ReadonlyMap<Definition, Parameters | undefined>;
  /** Of both readings, by where they stand. */
  readonly facts: ICellFacts;
}

/** Magics that the facts list elsewhere. */
const LISTED_ELSEWHERE = /^(?:pip3?|uv|conda|mamba|micromamba|env|set_env)$/;

export function readCell(
  syntax: ICellSyntax,
  index: number,
  { names, knows }: { names: INames; knows: Knows }
): ICellReading {
  const store = new RecordingStore(names, knows);
  const evaluator = new Evaluator();
  for (const command of syntax.loose) {
    const { source } = syntax;
    const site = { source, cell: index, guard: null, inFunction: false };
    addCommand(evaluator.findings, command, site, null);
  }
  evaluator.execute(
    syntax.body,
    topFrame(new Scope(store, null), syntax, index)
  );
  return {
    syntax,
    reads: store.reads,
    writes: store.writes,
    facts: factsOf(evaluator.findings, {
      magics: kept(magicsOf(syntax, index)),
      unparsable: kept(syntax.broken ? [index] : [])
    }),
    bodies: evaluator.deferred,
    calls: evaluator.calls
  };
}

/** Most cells have no functions: one for all of them. */
const NO_NAMES: Names = new Map();
const NO_FUNCTIONS: IBodiesReading['used'] = new Map();

/** Reads the bodies of a cell's functions, and those of the functions in them. */
export function readBodies(
  first: ICellReading,
  { names, knows, calls }: { names: INames; knows: Knows; calls: JoinedCalls }
): IBodiesReading {
  if (first.bodies.length === 0) {
    return { reads: NO_NAMES, used: NO_FUNCTIONS, facts: first.facts };
  }
  const evaluator = new Evaluator();
  const reads: Names = new Map();
  const used = new Map<Definition, Parameters | undefined>();
  evaluator.deferred.push(...first.bodies);
  for (let next = 0; next < evaluator.deferred.length; next++) {
    const body = evaluator.deferred[next];
    const { definition } = body.function;
    const store = new RecordingStore(names, knows, body.names);
    const parameters = calls.get(definition);
    used.set(definition, parameters);
    runDeferred(evaluator, body, {
      store,
      parameters: parameters ?? new Map()
    });
    store.reads.forEach((value, name) => reads.set(name, value));
  }
  const facts = factsOf(both(first.facts, evaluator.findings), first.facts);
  return { reads, used, facts };
}

/** Whether the functions of a second reading are still called with the same values. */
export function areCallsCurrent(
  reading: IBodiesReading,
  calls: JoinedCalls
): boolean {
  for (const [definition, parameters] of reading.used) {
    if (!sameParameters(parameters, calls.get(definition))) {
      return false;
    }
  }
  return true;
}

function sameParameters(
  first: Parameters | undefined,
  second: Parameters | undefined
): boolean {
  if (!first || !second) {
    return first === second;
  }
  return [...first].every(([name, value]) =>
    sameValue(value, second.get(name))
  );
}

function topFrame(scope: Scope, syntax: ICellSyntax, index: number): IFrame {
  return {
    scope,
    home: { index, syntax },
    guard: null,
    conditional: false,
    loud: true,
    depth: 0,
    running: null,
    owner: null,
    building: null,
    returned: null,
    statement: { from: 0, to: 0 }
  };
}

function magicsOf(syntax: ICellSyntax, cell: number): IMagic[] {
  return syntax.commands
    .filter(command => !LISTED_ELSEWHERE.test(command.name))
    .map(({ kind, name, argumentFrom, from, to }) => {
      const span: ISpan = { cell, from, to };
      const argument = syntax.source.slice(argumentFrom, to).trim();
      return { name: kind === 'shell' ? '!' : name, argument, span };
    });
}

/** What was found, sorted by where it stands. */
function factsOf(
  findings: IFindings,
  { magics, unparsable }: Pick<ICellFacts, 'magics' | 'unparsable'>
): ICellFacts {
  return {
    imports: inOrder(findings.imports, ({ nameSpan }) => nameSpan),
    references: inOrder(findings.references, ({ span }) => span),
    variables: inOrder(findings.variables, ({ span }) => span),
    installs: inOrder(findings.installs, ({ span }) => span),
    moduleAliases: inOrder(findings.moduleAliases, ({ span }) => span),
    magics,
    unparsable
  };
}

function inOrder<Item>(
  items: readonly Item[],
  spanOf: (item: Item) => ISpan
): readonly Item[] {
  return kept(
    items.slice().sort((a, b) => comparePlaces(spanOf(a), spanOf(b)))
  );
}

function comparePlaces(a: ISpan, b: ISpan): number {
  return a.from - b.from || a.to - b.to;
}

function both(first: ICellFacts, second: IFindings): IFindings {
  return {
    imports: [...first.imports, ...second.imports],
    references: [...first.references, ...second.references],
    variables: [...first.variables, ...second.variables],
    installs: [...first.installs, ...second.installs],
    moduleAliases: [...first.moduleAliases, ...second.moduleAliases]
  };
}
