/** Puts the parts of the evaluator together, for the findings of one cell. */
import type { Expression, ICallSyntax, Statement } from '../syntax/model';
import { assign } from './assignments';
import { apply, evaluateCall } from './calls';
import { evaluate, resolve } from './expressions';
import { define, invoke } from './functions';
import type {
  IDeferredBody,
  IFindings,
  IFrame,
  IMachine,
  IObservedCall
} from './machine';
import { execute } from './statements';
import type {
  AbstractValue,
  IEvaluatedArguments,
  IFunctionValue
} from './values';

/** Statements and calls that are followed only for their result, per cell. Enough for real code; a bound for code made to be slow. */
const SHARE = 2000;

export class Evaluator implements IMachine {
  readonly findings: IFindings = {
    imports: [],
    references: [],
    variables: [],
    installs: [],
    moduleAliases: []
  };
  readonly deferred: IDeferredBody[] = [];
  readonly calls: IObservedCall[] = [];

  evaluate(expression: Expression, frame: IFrame): AbstractValue {
    return evaluate(this, expression, frame);
  }

  resolve(expression: Expression, frame: IFrame): AbstractValue {
    return resolve(this, expression, frame);
  }

  evaluateCall(call: ICallSyntax, frame: IFrame): AbstractValue {
    return evaluateCall(this, call, frame);
  }

  apply(
    callee: AbstractValue,
    given: IEvaluatedArguments,
    frame: IFrame
  ): AbstractValue {
    return apply(this, callee, given, frame);
  }

  invoke(
    callee: IFunctionValue,
    given: IEvaluatedArguments,
    frame: IFrame
  ): AbstractValue {
    return invoke(this, callee, given, frame);
  }

  define(callee: IFunctionValue, frame: IFrame): void {
    define(this, callee, frame);
  }

  assign(target: Expression, value: AbstractValue, frame: IFrame): void {
    assign(this, target, value, frame);
  }

  execute(statements: readonly Statement[], frame: IFrame): boolean {
    return execute(this, statements, frame);
  }

  spend(): boolean {
    return this._spent++ < SHARE;
  }

  private _spent = 0;
}
