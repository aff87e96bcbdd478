import { spawn } from 'node:child_process';
import { parseProbe } from '../../core/environment/parse-probe';
import type { IEnvironment } from '../../core/environment/model';
import { PROBE_SOURCE } from '../../kernel/probe-source';
import { UsageError } from '../usage-error';

/** A Python to ask: the command that starts it, and what a kernelspec adds to the environment variables. */
export interface IInterpreter {
  readonly command: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

/** Milliseconds. A cold start of a Python on a slow disk has been seen to take several seconds. */
const timeout = 60_000;
const maxOutput = 8_000_000;

/**
 * Runs the probe from its standard input: no file is written, and the folder that the command runs in is taken off `sys.path`
 * before anything is imported from it.
 */
const bootstrap =
  "import sys\nif sys.path[:1] == ['']:\n    del sys.path[0]\nexec(compile(sys.stdin.read(), 'probe.py', 'exec'))";

/**
 * What a Python has, as the probe sees it.
 * @throws UsageError where it cannot be started, does not answer in a minute, or answers nonsense.
 */
export async function runProbe(interpreter: IInterpreter): Promise<string> {
  const [program, ...args] = interpreter.command;
  const { output, complaint } = await new Promise<{
    output: string;
    complaint: string;
  }>((resolve, reject) => {
    const child = spawn(program, [...args, '-c', bootstrap], {
      env: { ...process.env, ...interpreter.variables },
      timeout,
      windowsHide: true
    });
    let output = '';
    let complaint = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output = (output + chunk).slice(0, maxOutput);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      complaint = (complaint + chunk).slice(0, 2000);
    });
    child.on('error', reject);
    child.on('close', () => resolve({ output, complaint }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(PROBE_SOURCE);
  }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${program} cannot be run: ${reason}`);
  });
  // A sitecustomize may print; the answer is the last line.
  const answer = output.trimEnd().split('\n').pop() ?? '';
  if (!answer.startsWith('{')) {
    const reason = complaint.trim().split('\n').pop() || 'it said nothing';
    throw new UsageError(`${program} did not answer the probe: ${reason}`);
  }
  return answer;
}

/**
 * Reads a probe's answer. Which `pip` and `uv` a kernel's shell will find is not known here: the path is that of the shell that asks.
 * @throws UsageError where it is not one.
 */
export function readProbe(answer: string, source: string): IEnvironment {
  const environment = parseProbe(answer);
  if ('error' in environment) {
    throw new UsageError(`${source}: ${environment.error}`);
  }
  return { ...environment, pip: null, installer: null };
}
