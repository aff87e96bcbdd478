/** What the parts of the evaluator hand each other. They call one another only through `IMachine`, so that no file imports in a circle. */
import type {
  Guard,
  IImport,
  IInstall,
  IModuleAlias,
  IReference,
  ISpan,
  IVariableSetting
} from '../model';
import type {
  Expression,
  ICallSyntax,
  IRange,
  Statement
} from '../syntax/model';
import type {
  AbstractValue,
  IClassValue,
  IEvaluatedArguments,
  IFunctionValue,
  IHome,
  IObjectValue,
  IScope
} from './values';

/** What one cell contributes to the facts. */
export interface IFindings {
  readonly imports: IImport[];
  readonly references: IReference[];
  readonly variables: IVariableSetting[];
  readonly installs: IInstall[];
  readonly moduleAliases: IModuleAlias[];
}

/** The code that is being evaluated, and how. */
export interface IFrame {
  readonly scope: IScope;
  readonly home: IHome;
  readonly guard: Guard | null;
  /** Inside an `if` or a `match`, whatever it tests. */
  readonly conditional: boolean;
  /** Findings are noted; false while only the result of a call is wanted. */
  readonly loud: boolean;
  /** How many calls of the notebook's own functions are being followed. */
  readonly depth: number;
  /** The function that is running, for `super()` and the like. */
  readonly running: IFunctionValue | null;
  /** The class whose body is being read, else null. */
  readonly owner: IClassValue | null;
  /** Takes what `self.x = …` assigns while a class is being read; else null. */
  readonly building: IObjectValue | null;
  /** Takes what `return` gives, in a function's body. */
  readonly returned: AbstractValue[] | null;
  /** The statement that is being executed. */
  statement: IRange;
}

/** A function's body that is to be read for findings once all cells are known. */
export interface IDeferredBody {
  readonly function: IFunctionValue;
  readonly guard: Guard | null;
  readonly conditional: boolean;
  /** The notebook's names as they were where the function stands. */
  readonly names: ReadonlyMap<string, AbstractValue>;
}

/** A call of one of the notebook's own functions, with the values of its parameters. */
export interface IObservedCall {
  readonly definition: IFunctionValue['definition'];
  readonly parameters: ReadonlyMap<string, AbstractValue>;
}

export interface IMachine {
  readonly findings: IFindings;
  readonly deferred: IDeferredBody[];
  readonly calls: IObservedCall[];
  /** The value of an expression; notes what it refers to. */
  evaluate(expression: Expression, frame: IFrame): AbstractValue;
  /** The same without noting the name or attribute itself, because the expression around it says more. */
  resolve(expression: Expression, frame: IFrame): AbstractValue;
  evaluateCall(call: ICallSyntax, frame: IFrame): AbstractValue;
  /** What a call gives, without noting it. */
  apply(
    callee: AbstractValue,
    given: IEvaluatedArguments,
    frame: IFrame
  ): AbstractValue;
  /** Runs a function's body for its result alone. */
  invoke(
    callee: IFunctionValue,
    given: IEvaluatedArguments,
    frame: IFrame
  ): AbstractValue;
  /** Queues a function's body to be read for findings, and reads what stands in its head. */
  define(callee: IFunctionValue, frame: IFrame): void;
  /** Binds the target of an assignment. */
  assign(target: Expression, value: AbstractValue, frame: IFrame): void;
  /** True when the rest of the block cannot be reached. */
  execute(statements: readonly Statement[], frame: IFrame): boolean;
  /** Counts one step of work; false when the cell has had its share. */
  spend(): boolean;
}

/** A call whose arguments have been evaluated. */
export interface ICallSite {
  readonly machine: IMachine;
  readonly syntax: ICallSyntax;
  readonly given: IEvaluatedArguments;
  readonly frame: IFrame;
}

/**
 * A range in its cell.
 *
 * @param known - one at hand, which is taken where it is the same: a notebook has ten thousands of them.
 */
export function spanOf(
  { home: { index: cell } }: IFrame,
  { from, to }: IRange,
  known?: ISpan
): ISpan {
  return known?.cell === cell && known.from === from && known.to === to
    ? known
    : { cell, from, to };
}
