/** What a notebook says: its cells as plain data, and the facts that the scan reads out of their source without running it. */

/** One cell as the surfaces hand it over. */
export interface ICell {
  readonly id: string;
  readonly type: 'code' | 'markdown' | 'raw';
  readonly source: string;
  /** False for cells whose metadata says `editable: false`. */
  readonly editable: boolean;
  /** `metadata.keras_doctor.rule` of a cell that a fix inserted, else null. */
  readonly insertedBy: string | null;
}

export interface INotebook {
  readonly cells: readonly ICell[];
  /** `metadata.kernelspec.language` or `language_info.name`, lower case; null when the file does not say. */
  readonly language: string | null;
}

/** A half-open range of UTF-16 offsets in the source of the cell at an index. */
export interface ISpan {
  readonly cell: number;
  readonly from: number;
  readonly to: number;
}

/** The value of an argument as far as it can be read off: a literal, a resolved name, or unknown. */
export type Value =
  | {
      readonly kind: 'literal';
      readonly value: string | number | boolean | null;
    }
  /** A module, class or function by canonical name. */
  | { readonly kind: 'name'; readonly name: string }
  /** An object made by calling that class or function, for example `tensorflow.keras.Sequential`. */
  | {
      readonly kind: 'instance';
      readonly of: string;
      /** A symbolic tensor that is ragged, or a layer made with `ragged=True`, which gives such. */
      readonly ragged?: true;
    }
  | { readonly kind: 'sequence'; readonly items: readonly Value[] }
  /** A text, or a path of `pathlib`, of which only the end is known: `/best.h5` of `f"{folder}/best.h5"`. */
  | { readonly kind: 'text'; readonly ending: string }
  | { readonly kind: 'unknown' };

export interface IArgument {
  /** Keyword, or null for a positional argument. Keywords out of a dict passed with `**` are listed as keywords. */
  readonly keyword: string | null;
  readonly value: Value;
  /**
   * The whole argument, `lr=0.1` or `0.1`. It lies outside of the call, perhaps in another cell, when the argument comes out of a
   * dictionary (`"lr": 0.1`), a `functools.partial` or the caller's `**kwargs`.
   */
  readonly span: ISpan;
  readonly valueSpan: ISpan;
}

export interface ICall {
  readonly arguments: readonly IArgument[];
  /** `*args` or a `**kwargs` that could not be followed is among the arguments. */
  readonly open: boolean;
  /** From the opening to the closing parenthesis, both included. */
  readonly argumentsSpan: ISpan;
}

/** What protects a place from failing when a name is missing. */
export type Guard = 'try' | 'version-check';

/**
 * One use of a name that was resolved to a module. Names are canonical: the real dotted path, with aliases, `from … import`,
 * re-assignments and `import a.b as c` followed: `tensorflow.keras.layers.GRU`, `keras.ops.add`, `tensorflow_hub.KerasLayer`.
 * An attribute of an object made from a class is written with `#`: `tensorflow.keras.Sequential#reset_states`; classes defined in the
 * notebook stand for their first resolved base, so `self.add_weight` in `class L(keras.layers.Layer)` is `keras.layers.Layer#add_weight`.
 * Calling an object is a call of its `__call__`: `layer(x)` is `keras.layers.Dense#__call__`. Where a condition leaves two or more
 * candidates there is one reference for each, over the same span.
 */
export interface IReference {
  readonly name: string;
  readonly kind: 'import' | 'read' | 'call' | 'subclass' | 'assign';
  /** Only with kind `call`. */
  readonly call: ICall | null;
  /** The expression up to and including the name: `layers.GRU` of `layers.GRU(4)`; for an import, the imported name or module path. */
  readonly span: ISpan;
  /** The last identifier alone: `GRU`; not the name's own last part where the notebook gave it another one (`L` of `import LSTM as L`). */
  readonly lastSpan: ISpan;
  /** The whole call with its parentheses, or the same as `span`. */
  readonly fullSpan: ISpan;
  /** The statement that it stands in. */
  readonly statementSpan: ISpan;
  /** Inside a `try` that catches import or attribute errors, or inside an `if` on a version: no evidence by itself. */
  readonly guard: Guard | null;
}

/** One name bound by an import statement, or one module imported. */
export interface IImport {
  /** Dotted module as written: `tensorflow.keras.layers`. */
  readonly module: string;
  /** Imported name, `*`, or null for `import module`. */
  readonly name: string | null;
  /** The name it is bound to in the notebook, or null for `*`. */
  readonly alias: string | null;
  /** The module path as written in the statement. */
  readonly moduleSpan: ISpan;
  /** The imported name with its `as` part; same as moduleSpan for `import module`. */
  readonly nameSpan: ISpan;
  readonly statementSpan: ISpan;
  /** The module brings TensorFlow into the process when imported (tensorflow, keras, transformers, tensorflow_hub, …). */
  readonly importsTensorFlow: boolean;
  readonly guard: Guard | null;
}

/** Variables whose setting in the notebook matters. */
export type VariableName =
  | 'TF_USE_LEGACY_KERAS'
  | 'KERAS_BACKEND'
  | 'CUDA_VISIBLE_DEVICES'
  | 'TF_FORCE_GPU_ALLOW_GROWTH';

/** A statement that sets or removes one of the variables, in any of the ways people write it. */
export interface IVariableSetting {
  readonly variable: VariableName;
  readonly how:
    'os.environ' | 'setdefault' | 'putenv' | 'magic' | 'shell' | 'delete';
  /** The text that the variable gets (`%env A="1"` stores the quotes), or null when it is not a literal or is removed. */
  readonly value: string | null;
  /** False where it cannot reach the kernel's own process: `!export A=1`, `os.environ[...] = 1` (TypeError). */
  readonly effective: boolean;
  readonly span: ISpan;
  /** The value as written, quotes included; null for a removal. */
  readonly valueSpan: ISpan | null;
  readonly guard: Guard | null;
}

/** One requirement on a pip line. */
export interface IPinned {
  /** Without the quotes: `tf-keras==2.15.1`. */
  readonly text: string;
  /** The text without its quotes. */
  readonly span: ISpan;
  /** The quote around it, or the empty string. */
  readonly quote: '' | '"' | "'";
  /** It is an item of a Python list, `["pip", "install", "keras"]`, and not a word of a command line. */
  readonly isItem: boolean;
  /**
   * `written` where the text stands in the source letter by letter; `expanded` where it came out of names and expressions, such as
   * `tensorflow=={TF}`, so that no edit may write over it; `unread` where parts of it are not known.
   */
  readonly origin: 'written' | 'expanded' | 'unread';
}

/** A line that installs packages into the environment. */
export interface IInstall {
  /** What is written before `install`: `%pip`, `!pip`, `!python -m pip`, `!{sys.executable} -m pip`, `!uv pip`, `pip`, `%conda`, `!conda`, …. */
  readonly command: string;
  /** `ensurepip` brings pip itself: `!python -m ensurepip`. */
  readonly tool: 'pip' | 'uv' | 'conda' | 'ensurepip';
  readonly action: 'install' | 'uninstall';
  readonly requirements: readonly IPinned[];
  /** Options as written, without their values' meaning: `-q`, `--upgrade`, …. */
  readonly options: readonly string[];
  readonly upgrade: boolean;
  /** The whole command, continuation lines included, comment not included. */
  readonly span: ISpan;
  /** `try` inside of one; `version-check` inside of any `if`, whatever it tests: the line may not run. */
  readonly guard: Guard | null;
}

/** `sys.modules["keras"] = tf_keras` and `import tf_keras as keras`-like redirections made for the whole process. */
export interface IModuleAlias {
  readonly module: string;
  readonly target: string;
  readonly span: ISpan;
}

/** A line or cell magic that matters besides pip and variables, for example `%tensorflow_version 2.x`. */
export interface IMagic {
  readonly name: string;
  readonly argument: string;
  readonly span: ISpan;
}

/** What a cell says. All lists are in the order of the notebook. */
export interface ICellFacts {
  readonly imports: readonly IImport[];
  readonly references: readonly IReference[];
  readonly variables: readonly IVariableSetting[];
  readonly installs: readonly IInstall[];
  readonly moduleAliases: readonly IModuleAlias[];
  readonly magics: readonly IMagic[];
  /** Indices of code cells that could not be read in full even with magics blanked; what could be read of them is still in the lists. */
  readonly unparsable: readonly number[];
}

/** What neighbouring cells say: the same object in the next scan as long as that is the same. */
export interface IPart extends ICellFacts {
  /** The canonical names that the references have, each once; the same object as long as they are the same. */
  readonly names: ReadonlySet<string>;
  /** The smaller parts that it consists of, in order; none of the smallest. */
  readonly parts: readonly IPart[];
}

/** Everything the rules may ask about a notebook's source. */
export interface IFacts extends IPart {
  readonly notebook: INotebook;
}

/** Whether a place comes before another in the notebook. */
export function isBefore(first: ISpan, second: ISpan): boolean {
  return first.cell !== second.cell
    ? first.cell < second.cell
    : first.from < second.from;
}

/** Whether two places share a character. */
export function overlaps(first: ISpan, second: ISpan): boolean {
  return (
    first.cell === second.cell &&
    first.from < second.to &&
    second.from < first.to
  );
}
