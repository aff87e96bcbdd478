/**
 * The little of Python's syntax that matters here, with offsets in the cell. What has no name in it is `other` without parts.
 */

export interface IRange {
  readonly from: number;
  readonly to: number;
}

export interface IName extends IRange {
  readonly kind: 'name';
  readonly id: string;
}

export interface IAttribute extends IRange {
  readonly kind: 'attribute';
  readonly object: Expression;
  readonly attribute: string;
  /** Where the attribute's own name begins; it ends with the whole. */
  readonly lastFrom: number;
}

export interface IArgumentSyntax extends IRange {
  readonly keyword: string | null;
  readonly star: '' | '*' | '**';
  readonly value: Expression;
}

export interface ICallSyntax extends IRange {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly arguments: readonly IArgumentSyntax[];
  /** Where the opening parenthesis is; the closing one ends the whole. */
  readonly parenthesesFrom: number;
}

export interface ISubscript extends IRange {
  readonly kind: 'subscript';
  readonly object: Expression;
  /** The key; a tuple for `a[1, 2]`; `other` for a slice. */
  readonly index: Expression;
  readonly slice: boolean;
}

export interface ILiteral extends IRange {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
  /** Where the text between the quotes begins, for a string that stands in the source letter by letter; else null. */
  readonly contentFrom: number | null;
}

export interface ISequence extends IRange {
  readonly kind: 'sequence';
  readonly items: readonly Expression[];
  /** Has `*items`, or more items than are kept. */
  readonly open: boolean;
  /** Which item is the first `*item`; -1 for none. */
  readonly star: number;
}

export interface IDictionaryEntry extends IRange {
  /** Null for `**other`. */
  readonly key: Expression | null;
  readonly value: Expression;
}

export interface IDictionary extends IRange {
  readonly kind: 'dictionary';
  readonly entries: readonly IDictionaryEntry[];
}

export interface IParameter {
  readonly name: string;
  readonly star: '' | '*' | '**';
  readonly default: Expression | null;
  readonly annotation: Expression | null;
}

export interface ILambda extends IRange {
  readonly kind: 'lambda';
  readonly parameters: readonly IParameter[];
  readonly body: Expression;
  /** Every name that stands anywhere in it. */
  readonly names: readonly string[];
}

export interface IConditional extends IRange {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

/** `a and b`, `a or b`. */
export interface ILogic extends IRange {
  readonly kind: 'logic';
  readonly parts: readonly Expression[];
}

export interface IWalrus extends IRange {
  readonly kind: 'walrus';
  readonly target: Expression;
  readonly value: Expression;
}

export interface IComprehensionClause {
  readonly targets: readonly Expression[];
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
}

export interface IComprehension extends IRange {
  readonly kind: 'comprehension';
  readonly clauses: readonly IComprehensionClause[];
  readonly elements: readonly Expression[];
}

/** A text as it is, or an expression whose value is written in its place. */
export type Piece = string | Expression;

/** A text that is put together: an f-string, a sum with a text in it, `"%s" % name`, `"{}".format(name)`. */
export interface IJoined extends IRange {
  readonly kind: 'joined';
  readonly pieces: readonly Piece[];
}

/** Anything else: operators, `await`. */
export interface IOther extends IRange {
  readonly kind: 'other';
  /** Arithmetic, which gives a tensor when applied to one. */
  readonly arithmetic: boolean;
  readonly parts: readonly Expression[];
}

export type Expression =
  | IName
  | IAttribute
  | ICallSyntax
  | ISubscript
  | ILiteral
  | ISequence
  | IDictionary
  | ILambda
  | IConditional
  | ILogic
  | IWalrus
  | IComprehension
  | IJoined
  | IOther;

export interface IImportedName extends IRange {
  /** Dotted for `import a.b`; `*` for a star. */
  readonly name: string;
  /** The name without its `as` part. */
  readonly nameRange: IRange;
  readonly alias: string | null;
}

export interface IImportStatement extends IRange {
  readonly kind: 'import';
  /** The path after `from`, dots included, or null for `import a`. */
  readonly module: string | null;
  readonly moduleRange: IRange;
  readonly names: readonly IImportedName[];
}

export interface IAssignStatement extends IRange {
  readonly kind: 'assign';
  /** More than one for `a = b = value`. */
  readonly targets: readonly Expression[];
  /** Null for a bare annotation. */
  readonly value: Expression | null;
  readonly annotation: Expression | null;
}

export interface IUpdateStatement extends IRange {
  readonly kind: 'update';
  readonly target: Expression;
  readonly value: Expression;
}

export interface IExpressionStatement extends IRange {
  readonly kind: 'expression';
  readonly value: Expression;
}

export interface IDeleteStatement extends IRange {
  readonly kind: 'delete';
  readonly targets: readonly Expression[];
}

export interface IReturnStatement extends IRange {
  readonly kind: 'return';
  readonly value: Expression | null;
}

/** `raise`. (`break` and `continue` are left out: what a loop leaves behind is joined anyway.) */
export interface ILeaveStatement extends IRange {
  readonly kind: 'leave';
  readonly value: Expression | null;
}

export interface IFunctionStatement extends IRange {
  readonly kind: 'function';
  readonly name: string;
  readonly decorators: readonly Expression[];
  readonly parameters: readonly IParameter[];
  readonly returns: Expression | null;
  readonly body: readonly Statement[];
  readonly names: readonly string[];
  /** A generator or a coroutine: calling it does not give what it returns. */
  readonly deferred: boolean;
}

export interface IClassStatement extends IRange {
  readonly kind: 'class';
  readonly name: string;
  readonly decorators: readonly Expression[];
  readonly arguments: readonly IArgumentSyntax[];
  readonly body: readonly Statement[];
}

export interface IBranch {
  readonly test: Expression | null;
  readonly body: readonly Statement[];
}

/** `if`, `match`: one of several bodies runs, or none. */
export interface IIfStatement extends IRange {
  readonly kind: 'if';
  readonly branches: readonly IBranch[];
  readonly otherwise: readonly Statement[] | null;
}

export interface ILoopStatement extends IRange {
  readonly kind: 'loop';
  /** Empty for `while`. */
  readonly targets: readonly Expression[];
  /** What is looped over, or the condition. */
  readonly subject: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

export interface IHandler {
  readonly type: Expression | null;
  readonly name: string | null;
  readonly body: readonly Statement[];
}

export interface ITryStatement extends IRange {
  readonly kind: 'try';
  readonly body: readonly Statement[];
  readonly handlers: readonly IHandler[];
  readonly otherwise: readonly Statement[];
  readonly finally: readonly Statement[];
}

export interface IWithStatement extends IRange {
  readonly kind: 'with';
  readonly items: readonly {
    readonly value: Expression;
    readonly target: Expression | null;
  }[];
  readonly body: readonly Statement[];
}

export interface IScopeStatement extends IRange {
  readonly kind: 'scope';
  readonly global: boolean;
  readonly names: readonly string[];
}

export type Statement =
  | IImportStatement
  | IAssignStatement
  | IUpdateStatement
  | IExpressionStatement
  | IDeleteStatement
  | IReturnStatement
  | ILeaveStatement
  | IFunctionStatement
  | IClassStatement
  | IIfStatement
  | ILoopStatement
  | ITryStatement
  | IWithStatement
  | IScopeStatement;
