import type { KernelMessage } from '@jupyterlab/services';

import type { IEnvironment } from '../core/environment/model';
import { parseProbe } from '../core/environment/parse-probe';

/** The name of the probe's entry in `user_expressions`. */
export const PROBE_KEY = 'keras-doctor';

/** What came of asking a kernel. */
export type ProbeResult =
  | { readonly kind: 'environment'; readonly environment: IEnvironment }
  /** It is running something and must not be disturbed now. */
  | { readonly kind: 'busy' }
  /** It gave no usable answer; the reason may quote the kernel and is untrusted text. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** It does not speak Python; it was not asked. */
  | { readonly kind: 'not-python' };

/** Longest reason that is shown, in characters. */
const MAX_REASON = 300;

/** A failure; the text is cut to a length that a tooltip can hold. */
export function failed(reason: string): ProbeResult {
  return { kind: 'failed', reason: reason.slice(0, MAX_REASON) };
}

function textOf(record: unknown, ...path: string[]): string | null {
  let value: unknown = record;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) {
      return null;
    }
    value = Object.getOwnPropertyDescriptor(value, key)?.value;
  }
  return typeof value === 'string' ? value : null;
}

/** Reads the reply to the probe's request. Never throws, whatever the kernel sent. */
export function readReply(
  content: KernelMessage.IExecuteReplyMsg['content']
): ProbeResult {
  const shown = textOf(
    content,
    'user_expressions',
    PROBE_KEY,
    'data',
    'text/plain'
  );
  if (shown !== null) {
    const read = parseProbe(shown);
    return 'error' in read
      ? failed(read.error)
      : { kind: 'environment', environment: read };
  }
  for (const place of [['user_expressions', PROBE_KEY], []]) {
    const name = textOf(content, ...place, 'ename');
    if (name !== null) {
      return failed(`${name}: ${textOf(content, ...place, 'evalue') ?? ''}`);
    }
  }
  return textOf(content, 'status') === 'ok'
    ? failed('this kernel does not evaluate expressions')
    : failed('the kernel dropped the request');
}
