import type { IErrorOutput } from './rules/model';
import { withoutAnsi } from './without-ansi';

/** A traceback of this many characters holds every cause; of a longer one the end is read, where the last error stands. */
const longest = 20_000;

/** Lines that tell of trouble though the cell did not fail: pip's, and TensorFlow's log. */
const troubleInStream =
  /\bERROR: |No matching distribution|TF_USE_LEGACY_KERAS|CuDNN|cuda|dlopen|LLVM ERROR/i;

/**
 * The errors in a cell's outputs (nbformat 4), stripped of ANSI codes and bounded. Outputs are untrusted: whatever has
 * another shape is passed over.
 */
export function readOutputs(outputs: readonly unknown[]): IErrorOutput[] {
  return outputs.slice(-50).flatMap(output => readOutput(output) ?? []);
}

function readOutput(output: unknown): IErrorOutput | null {
  if (!isRecord(output)) {
    return null;
  }
  if (output.output_type === 'error') {
    const traceback = clean(joined(output.traceback));
    const evalue = clean(joined(output.evalue));
    const ename = joined(output.ename).slice(0, 200);
    return { ename, evalue, traceback: traceback || `${ename}: ${evalue}` };
  }
  if (output.output_type === 'stream') {
    const text = clean(joined(output.text));
    return troubleInStream.test(text)
      ? { ename: '', evalue: text, traceback: text }
      : null;
  }
  return null;
}

function clean(text: string): string {
  return withoutAnsi(text.slice(-longest));
}

/** nbformat allows a text or a list of its lines. */
function joined(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  return Array.isArray(value)
    ? value.filter(line => typeof line === 'string').join('\n')
    : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
