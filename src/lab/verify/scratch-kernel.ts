import type { Kernel, KernelMessage } from '@jupyterlab/services';
import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import type { IScratchStep } from '../../core/scratch-run';

/** What came of one step. */
export interface IStepResult {
  readonly step: IScratchStep;
  /** `ModuleNotFoundError: …`, or null when it ran. */
  readonly error: string | null;
}

export interface IScratchResult {
  readonly steps: readonly IStepResult[];
  /** What `tf.keras` is, for example `tf_keras 2.16.0 on TensorFlow 2.16.2`; or the error of asking. */
  readonly keras: string;
}

/** Asks a kernel that is to be thrown away; here, and only here, TensorFlow may be imported to know for sure. */
const question = [
  "(lambda tf, name: '%s %s on TensorFlow %s' % (",
  "name(tf), __import__('sys').modules[name(tf)].__version__, tf.__version__",
  "))(__import__('tensorflow'), lambda tf: tf.keras.layers.Dense.__module__.split('.')[0])"
].join('');

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
      const { error } = await execute(kernel, step.code);
      results.push({ step, error });
    }
    const answer = await execute(kernel, '', question);
    return { steps: results, keras: answer.error ?? answer.value };
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

async function execute(
  kernel: Kernel.IKernelConnection,
  code: string,
  expression?: string
): Promise<{ error: string | null; value: string }> {
  const future = kernel.requestExecute({
    code,
    store_history: false,
    allow_stdin: false,
    user_expressions: expression ? { asked: expression } : {}
  });
  const { content } = await future.done;
  if (content.status !== 'ok') {
    const error = content as Partial<KernelMessage.IReplyErrorContent>;
    return { error: errorText(error), value: '' };
  }
  const asked = content.user_expressions?.asked as
    | (Partial<KernelMessage.IReplyErrorContent> & {
        data?: { 'text/plain'?: string };
      })
    | undefined;
  return asked?.status === 'error'
    ? { error: errorText(asked), value: '' }
    : {
        error: null,
        value: textOf(asked?.data)
      };
}

/** The text that the `repr` of an expression's value shows. */
function textOf(data: { 'text/plain'?: string } = {}): string {
  const shown = String(data['text/plain'] ?? '').slice(0, 500);
  return shown.replace(/^'(.*)'$/, '$1');
}

function errorText(content: Partial<KernelMessage.IReplyErrorContent>): string {
  return `${content.ename ?? 'Aborted'}: ${content.evalue ?? ''}`.slice(0, 500);
}
