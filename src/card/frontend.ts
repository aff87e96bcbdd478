/** What the frontend around an output lets it do. What it does not offer is null, and the card says what to do by hand. */

/** The functions that the kernel answers; see `register_callbacks` in `extension.py`. */
export type Question = 'check' | 'apply' | 'restart';

export interface IAnswer {
  /** The payload of a new diagnosis; null where the kernel gave none. */
  readonly payload: string | null;
  /** What the kernel did, in a sentence, or null. */
  readonly said: string | null;
}

export interface IFrontend {
  readonly name: 'colab' | 'other';
  /** Adds a code cell to the notebook, wherever the frontend puts it. */
  readonly addCell: ((source: string) => Promise<void>) | null;
  /** Asks the kernel. */
  readonly ask: ((question: Question) => Promise<IAnswer>) | null;
}

/** The part of `google.colab` in Colab's output frames that is used here. `addCell` is not documented; Google's own charts call it. */
export interface IColab {
  readonly kernel?: {
    /** False in outputs of another session, and for people who only view. */
    readonly accessAllowed?: boolean;
    readonly invokeFunction?: (
      name: string,
      args: readonly unknown[],
      kwargs: object
    ) => Promise<{ readonly data?: Readonly<Record<string, unknown>> }>;
  };
  readonly notebook?: {
    readonly addCell?: (source: string, type: string) => Promise<unknown>;
  };
}

/** The page that an output lives in; in Colab each has one of its own. */
export interface IOutputPage {
  readonly google?: { readonly colab?: IColab };
}

/** Looks at what the page offers. */
export function findFrontend({ google }: IOutputPage): IFrontend {
  const colab = google?.colab;
  if (!colab) {
    return { name: 'other', addCell: null, ask: null };
  }
  const { kernel, notebook } = colab;
  const addCell = notebook?.addCell;
  const invoke =
    kernel?.accessAllowed === false ? undefined : kernel?.invokeFunction;
  return {
    name: 'colab',
    addCell: addCell
      ? async source => {
          await addCell(source, 'code');
        }
      : null,
    ask: invoke
      ? async question => {
          const answer = await invoke(`keras_doctor.${question}`, [], {});
          return readAnswer(answer.data?.['application/json']);
        }
      : null
  };
}

function readAnswer(value: unknown): IAnswer {
  const answer: Record<string, unknown> =
    typeof value === 'object' && value !== null ? { ...value } : {};
  return {
    payload: typeof answer.payload === 'string' ? answer.payload : null,
    said: typeof answer.said === 'string' ? answer.said : null
  };
}
