/** What the evaluator knows of a Python value. It says less than `Value` of the contract where it is not sure, never more. */
import type { Guard, IArgument, ISpan } from '../model';
import type {
  IClassStatement,
  IFunctionStatement,
  ILambda
} from '../syntax/model';
import type { ICellSyntax } from '../syntax/parse-cell';

/** Where a piece of code stands. */
export interface IHome {
  readonly index: number;
  readonly syntax: ICellSyntax;
}

/** What one of several branches bound; undefined for a name that it deleted. */
export type Branch = ReadonlyMap<string, AbstractValue | undefined>;

/** Names and their values: one scope for the notebook, one per function. */
export interface IScope {
  /** The scope around this one; null for the notebook's own. */
  readonly parent: IScope | null;
  /** The notebook's own scope. */
  readonly top: IScope;
  /** What a function that is defined here sees around it; null where that is the notebook itself. */
  readonly closure: IScope | null;
  /** The value bound to a name, here or around; undefined for a name that is not bound. */
  lookup(name: string): AbstractValue | undefined;
  bind(name: string, value: AbstractValue | undefined): void;
  /** Binds a name elsewhere from now on (`global`, `nonlocal`). */
  redirect(name: string, scope: IScope): void;
  /** Runs something and returns what it bound, without binding it. */
  branch(run: () => void): Branch;
  /** Binds what is left when one of several branches has run. A name that a branch leaves unbound has the value of the others. */
  merge(branches: readonly Branch[], guard: Guard | null): void;
}

export interface IUnknown {
  readonly kind: 'unknown';
}
/** Read off a version, a `hasattr` or the like: unknown, but a test on it is a version check. */
export interface IVersion {
  readonly kind: 'version';
}
export interface ILiteralValue {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
}
/** A text of which parts are not known: `UNREAD` stands in the place of each. */
export interface ITextValue {
  readonly kind: 'text';
  readonly text: string;
}
/** A module, class or function; with `#`, an attribute of an object. */
export interface INamed {
  readonly kind: 'name';
  readonly name: string;
}
export interface IInstance {
  readonly kind: 'instance';
  readonly of: string;
  /** A layer made with `ragged=True`: calling it gives ragged tensors; or a symbolic tensor that is one. */
  readonly ragged: boolean;
}
export interface ISequenceValue {
  readonly kind: 'sequence';
  readonly items: readonly AbstractValue[];
}
export interface IEntry {
  readonly key: string;
  readonly value: AbstractValue;
  readonly span: ISpan;
  readonly valueSpan: ISpan;
}
export interface IDictionaryValue {
  readonly kind: 'dictionary';
  readonly entries: readonly IEntry[];
  /** May have entries that are not known. */
  readonly open: boolean;
}
/** A function or lambda of the notebook. */
export interface IFunctionValue {
  readonly kind: 'function';
  readonly definition: IFunctionStatement | ILambda;
  readonly home: IHome;
  /** The scope of the function around it; null at the top level. */
  readonly closure: IScope | null;
  /** The object it is a method of, when it was read off one. */
  readonly self: AbstractValue | null;
  /** The class that it is defined in, for `super()`. */
  readonly owner: IClassValue | null;
  /** Calling it does not give what its body returns. */
  readonly opaque: boolean;
}
/** A class of the notebook. */
export interface IClassValue {
  readonly kind: 'class';
  readonly definition: IClassStatement;
  readonly bases: readonly AbstractValue[];
  /** Methods and class attributes. */
  readonly members: Map<string, AbstractValue>;
  /** What the methods assign to `self`. */
  readonly attributes: Map<string, AbstractValue>;
}
export interface IObjectValue {
  readonly kind: 'object';
  readonly class: IClassValue;
}
/** `super()`: looks names up in the bases of a class. */
export interface ISuper {
  readonly kind: 'super';
  readonly class: IClassValue;
}
/** `functools.partial(target, …)`. */
export interface IPartial {
  readonly kind: 'partial';
  readonly target: AbstractValue;
  readonly arguments: readonly IEvaluatedArgument[];
  readonly open: boolean;
}
/** One of a few, depending on a condition. */
export interface IUnion {
  readonly kind: 'union';
  readonly options: readonly AbstractValue[];
  readonly guard: Guard | null;
}

export type AbstractValue =
  | IUnknown
  | IVersion
  | ILiteralValue
  | ITextValue
  | INamed
  | IInstance
  | ISequenceValue
  | IDictionaryValue
  | IFunctionValue
  | IClassValue
  | IObjectValue
  | ISuper
  | IPartial
  | IUnion;

/** An argument with both the value that rules see and the one that is followed on. */
export interface IEvaluatedArgument extends IArgument {
  readonly followed: AbstractValue;
}

/** What a call hands over. */
export interface IEvaluatedArguments {
  readonly arguments: readonly IEvaluatedArgument[];
  readonly open: boolean;
}

/** Stands for what is not known of a text; from the private use area, so that no text has it. */
export const UNREAD = '\ue001';

export const UNKNOWN: AbstractValue = { kind: 'unknown' };
export const VERSION: AbstractValue = { kind: 'version' };
export const NONE: AbstractValue = { kind: 'literal', value: null };

export function named(name: string): INamed {
  return { kind: 'name', name };
}

export function instanceOf(of: string, ragged = false): IInstance {
  return { kind: 'instance', of, ragged };
}

export function optionsOf(value: AbstractValue): readonly AbstractValue[] {
  return value.kind === 'union' ? value.options : [value];
}
