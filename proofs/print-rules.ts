/** Prints what there is to prove of the rules, and what their pages say, as JSON: `node` runs it, bundled by esbuild. */
import { rules } from '../src/core/rules';
import type { IExample } from '../src/core/rules/model';

/** How an example fails, with its regular expression as text. */
function failure({ fails }: IExample): Record<string, string> {
  return 'silently' in fails
    ? { silently: fails.silently }
    : {
        ename: fails.ename,
        evalue: fails.evalue.source,
        flags: fails.evalue.flags
      };
}

const printed = rules.map(
  ({ id, severity, docs, examples, clean, unproven, recognise }) => ({
    id,
    severity,
    docs,
    clean,
    unproven: unproven ?? null,
    recognises: recognise !== undefined,
    examples: examples.map(example => ({
      ...example,
      fails: failure(example)
    }))
  })
);

process.stdout.write(JSON.stringify(printed));
