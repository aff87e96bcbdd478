import type { Kernel } from '@jupyterlab/services';
import { URLExt } from '@jupyterlab/coreutils';
import { KernelMessage, ServerConnection } from '@jupyterlab/services';
import type { IScratchStep } from '../../core/scratch-run';
import type {
  IObtainedKeras,
  IScratchResult,
  IStepResult
} from '../../core/scratch-verdict';

/**
 * Asks a kernel that is to be thrown away; here, and only here, TensorFlow may be imported to know for sure. Keras may be there
 * without TensorFlow.
 */
const question = [
  "(lambda modules: __import__('json').dumps((lambda tf, name: {",
  "'module': name, 'version': str(modules[name].__version__), 'tensorflow': tf and str(tf.__version__)})(",
  '*(lambda tf: (tf, tf.keras.layers.Dense.__module__.split(".")[0]))(__import__("tensorflow"))',
  "if __import__('importlib.util').util.find_spec('tensorflow') else (None, __import__('keras').__name__)",
  ")))(__import__('sys').modules)"
].join('');

/** Asks for the versions of packages by their names. */
function questionFor(packages: readonly string[]): string {
  return [
    "__import__('json').dumps({name: next((str(found.version) for found in ",
    "__import__('importlib.metadata', fromlist=['distributions']).distributions(name=name)), None) ",
    `for name in ${JSON.stringify(packages)}})`
  ].join('');
}

/** Characters kept of what a step printed. */
const LONGEST_LOG = 4000;

/** How to run. */
export interface IScratchOptions {
  /** Name of the kernel specification. */
  readonly name: string;
  readonly steps: readonly IScratchStep[];
  /** Told before each step. */
  readonly progress: (done: number, step: IScratchStep) => void;
  /** Ends the run at once, also in the middle of an installation. */
  readonly signal: AbortSignal;
}

/**
 * Runs steps in a kernel of the same specification that is shut down whatever happens.
 * @throws what starting the kernel throws, and an error when the run is ended by the signal.
 */
export async function runInScratchKernel(
  kernels: Kernel.IManager,
  { name, steps, progress, signal }: IScratchOptions
): Promise<IScratchResult> {
  const kernel = await kernels.startNew({ name });
  const end = () => kernel.dispose();
  const leave = () => void shutdownAtLeaving(kernel);
  signal.addEventListener('abort', end);
  window.addEventListener('pagehide', leave);
  try {
    const results: IStepResult[] = [];
    for (const [index, step] of steps.entries()) {
      signal.throwIfAborted();
      progress(index, step);
      results.push(await runStep(kernel, step));
    }
    const { error, values } = await execute(kernel, '', { keras: question });
    return { steps: results, keras: error ?? readKeras(values.keras) };
  } finally {
    signal.removeEventListener('abort', end);
    window.removeEventListener('pagehide', leave);
    kernel.dispose();
    await kernels.shutdown(kernel.id);
  }
}

/** The page is going, and with it every request but one that says that it outlives its page. */
async function shutdownAtLeaving({
  id,
  serverSettings
}: Kernel.IKernelConnection): Promise<void> {
  await ServerConnection.makeRequest(
    URLExt.join(serverSettings.baseUrl, 'api/kernels', encodeURIComponent(id)),
    { method: 'DELETE', keepalive: true },
    serverSettings
  );
}

/** An install line tells by its exit code, and by what is there afterwards, whether it has worked. */
async function runStep(
  kernel: Kernel.IKernelConnection,
  step: IScratchStep
): Promise<IStepResult> {
  if (step.kind !== 'install') {
    const { error, log } = await execute(kernel, step.code);
    return { step, error, exitCode: null, installed: {}, log };
  }
  // What an earlier line has left there must not speak for this one.
  await execute(kernel, '_exit_code = None');
  const { error, log } = await execute(kernel, step.code);
  const { values } = await execute(kernel, '', {
    exitCode: "__import__('json').dumps(_exit_code)",
    installed: questionFor(step.packages)
  });
  const { exitCode } = values;
  return {
    step,
    error,
    exitCode: typeof exitCode === 'number' ? exitCode : null,
    installed: readVersions(values.installed),
    log
  };
}

interface IAnswer {
  readonly error: string | null;
  /** The values of the expressions, which are JSON; undefined for what is none. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly log: string;
}

async function execute(
  kernel: Kernel.IKernelConnection,
  code: string,
  expressions: Readonly<Record<string, string>> = {}
): Promise<IAnswer> {
  const future = kernel.requestExecute({
    code,
    store_history: false,
    allow_stdin: false,
    user_expressions: { ...expressions }
  });
  let log = '';
  future.onIOPub = message => {
    if (KernelMessage.isStreamMsg(message)) {
      log = (log + message.content.text).slice(-LONGEST_LOG);
    }
  };
  const { content } = await future.done;
  if (content.status !== 'ok') {
    const error = content as Partial<KernelMessage.IReplyErrorContent>;
    return { error: errorText(error), values: {}, log };
  }
  const answers = Object.entries(content.user_expressions ?? {}) as [
    string,
    IShown
  ][];
  const failed = answers.find(([, { status }]) => status === 'error');
  return {
    error: failed ? errorText(failed[1]) : null,
    values: Object.fromEntries(
      answers.map(([name, { data }]) => [name, readJson(data?.['text/plain'])])
    ),
    log
  };
}

type IShown = Partial<KernelMessage.IReplyErrorContent> & {
  readonly data?: { readonly 'text/plain'?: unknown };
};

/** The JSON in the `repr` of a Python text; undefined where it is none. */
function readJson(shown: unknown): unknown {
  const text = /^'(.*)'$/.exec(String(shown ?? '').slice(0, LONGEST_LOG))?.[1];
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readKeras(value: unknown): IObtainedKeras | string {
  const { module, version, tensorflow } = Object(value) as Partial<
    Record<keyof IObtainedKeras, unknown>
  >;
  return typeof module === 'string' && typeof version === 'string'
    ? {
        module: module.slice(0, 50),
        version: version.slice(0, 50),
        tensorflow:
          typeof tensorflow === 'string' ? tensorflow.slice(0, 50) : null
      }
    : 'no answer';
}

function readVersions(value: unknown): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(Object(value) as object).map(([name, version]) => [
      name,
      typeof version === 'string' ? version.slice(0, 50) : null
    ])
  );
}

function errorText(content: Partial<KernelMessage.IReplyErrorContent>): string {
  return `${content.ename ?? 'Aborted'}: ${content.evalue ?? ''}`.slice(0, 500);
}
