/** What a rule is: one cause of trouble, found in the source before running or in an error after, with its fixes and its proof. */
import type {
  IEnvironment,
  ILoadedVersions,
  IVariables
} from '../environment/model';
import type { IFix } from '../fixes/model';
import type { IExpectedKeras } from '../expected-keras';
import type { IFacts, ISpan } from '../notebook/model';
import type { ITranslate } from '../translate';

export type Severity = 'error' | 'warning' | 'info';

/** A place in the source that speaks for one Keras. */
export interface IEvidence {
  readonly side: 'keras2' | 'keras3';
  readonly span: ISpan;
  /** What it is that only that side has: `GRU(batch_input_shape=…)`. Code, not translated. */
  readonly what: string;
  /** It gives way to any evidence for the other side: it shows what the author had in mind, not what fails. */
  readonly weak?: boolean;
}

/** Which Keras a notebook's source needs, and why. */
export interface IVerdict {
  readonly needs: 'keras2' | 'keras3' | 'either' | 'none';
  readonly evidence: readonly IEvidence[];
}

/** What the user set; see `schema/plugin.json`, which has the same keys. */
export interface IOptions {
  /** `auto` goes by the verdict, `legacy` keeps every notebook that can on Keras 2, `keras3` never offers Keras 2. */
  readonly wantedKeras: 'auto' | 'legacy' | 'keras3';
  /** How inserted install lines are written. */
  readonly pipStyle: '%pip' | '!pip';
  readonly disabledRules: readonly string[];
  readonly severities: Readonly<Record<string, Severity>>;
}

export const defaultOptions: IOptions = {
  wantedKeras: 'auto',
  pipStyle: '%pip',
  disabledRules: [],
  severities: {}
};

/** Everything that a rule decides by. */
export interface IContext {
  readonly facts: IFacts;
  /** The kernel as it is. */
  readonly environment: IEnvironment;
  /** The kernel as it will be after the notebook's own install lines. */
  readonly expected: IEnvironment;
  /** What `tf.keras` will be when the notebook runs from the top in a fresh kernel. */
  readonly keras: IExpectedKeras;
  readonly verdict: IVerdict;
  readonly options: IOptions;
}

/** What a rule reports, before the rule's id and severity are put on it. */
export interface IFinding {
  /** The place, or null where it is the notebook or kernel as a whole. */
  readonly span: ISpan | null;
  readonly message: string;
  /** The first one is what "Fix Keras Version" does. */
  readonly fixes: readonly IFix[];
  /** Where this finding weighs otherwise than the rule does in general. */
  readonly severity?: Severity;
}

/** A failed cell's output, stripped of ANSI codes. */
export interface IErrorOutput {
  readonly ename: string;
  readonly evalue: string;
  /** The whole traceback or stream text, chained causes included. */
  readonly traceback: string;
}

/** The real environments that examples are proven in; `proofs/environments.json` says what each holds. */
export type ProofEnvironment =
  | 'tf-2.15'
  | 'tf-2.16'
  | 'tf-2.16-with-tf-keras'
  | 'tf-2.16-with-tf-keras-2.15'
  | 'tf-2.16-with-keras-3.11'
  | 'tf-2.16-with-add-ons'
  | 'tf-2.16-with-tf-agents'
  | 'tf-2.16-with-keras-tuner'
  | 'tf-2.16-with-transformers-4'
  | 'tf-2.16-with-transformers-5'
  | 'tf-2.21'
  | 'tf-2.21-with-tf-keras';

/** A notebook, as the sources of its code cells, and what really happens to it. */
export interface IExample {
  readonly name: string;
  readonly environment: ProofEnvironment;
  /** Environment variables that the kernel starts with. */
  readonly variables?: Partial<IVariables>;
  /** What else sets the kernel apart when the rule looks: in the proof it is what the machine or the cells have made of it. */
  readonly kernel?: {
    readonly pip?: IEnvironment['pip'];
    /** `uv-only`: no pip in the kernel, and a uv that a shell finds. */
    readonly installer?: 'uv-only';
    readonly loaded?: Partial<ILoadedVersions>;
  };
  /** Settings of the user under which the fix is `after`; without them, the ones that everybody starts with. */
  readonly options?: Partial<IOptions>;
  readonly before: readonly string[];
  /** What running `before` raises; or, for what is silent, an expression that is false before and true after. */
  readonly fails:
    | { readonly ename: string; readonly evalue: RegExp }
    | { readonly silently: string };
  /** The cells after the planned fix; they run. Null for a rule without a fix. */
  readonly after: readonly string[] | null;
}

/** A notebook that the rule must leave alone, and that really runs. */
export interface ICleanExample {
  readonly name: string;
  readonly environment: ProofEnvironment;
  readonly cells: readonly string[];
}

export interface IRule {
  /** Kebab-case, names the problem; also the file, the docs page, the settings key and the suppression. */
  readonly id: string;
  readonly severity: Severity;
  readonly docs: {
    readonly summary: string;
    readonly why: string;
    /** When not to apply the fix. */
    readonly limitations?: string;
    readonly references: readonly string[];
  };
  /**
   * `notebook`: its line sums up what other rules report at their places. `rest`: it speaks only of places of which no other
   * rule speaks.
   */
  readonly reach?: 'notebook' | 'rest';
  /** What in the source speaks for Keras 2 or 3; the verdict is made of it. A function of the source alone. */
  readonly evidence?: (facts: IFacts) => readonly IEvidence[];
  readonly check: (context: IContext, trans: ITranslate) => readonly IFinding[];
  /** The cause in one sentence, when the error is of this rule's cause; else null. */
  readonly recognise?: (
    error: IErrorOutput,
    trans: ITranslate
  ) => string | null;
  readonly examples: readonly IExample[];
  readonly clean: readonly ICleanExample[];
  /** Why the examples cannot be run on a CPU-only Linux machine, where they cannot. */
  readonly unproven?: string;
}

/** A finding with its rule: what the surfaces show. */
export interface IDiagnostic extends IFinding {
  /** The message says what to do by hand, because no cell of this kernel can; the fixes are other ways. */
  readonly byHand?: true;
  readonly rule: string;
  readonly severity: Severity;
  /** That of the rule: `notebook` sums up what others report. */
  readonly reach?: IRule['reach'];
}
