import type { Command } from 'commander';
import { createColors } from 'picocolors';
import { rules } from '../../core/rules';
import type { IRule } from '../../core/rules/model';
import { isColored } from '../output/is-colored';
import { print } from '../output/print';
import { UsageError } from '../usage-error';

export function addExplain(program: Command): void {
  program
    .command('explain')
    .description('say what a rule finds and why; without a name, list all')
    .argument('[rule]')
    .action((name?: string) => {
      print(name === undefined ? listAll() : explain(ruleNamed(name)));
    });
}

function listAll(): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  return rules
    .map(({ id, docs }) => `${id.padEnd(width)}  ${docs.summary}\n`)
    .join('');
}

function ruleNamed(name: string): IRule {
  const rule = rules.find(({ id }) => id === name);
  if (!rule) {
    const similar = rules
      .map(({ id }) => id)
      .filter(id => name.split('-').some(word => word && id.includes(word)));
    const hint = similar.length > 0 ? `; perhaps ${similar.join(', ')}` : '';
    throw new UsageError(`there is no rule ${name}${hint}`);
  }
  return rule;
}

function explain({ id, severity, docs, examples }: IRule): string {
  const [example] = examples;
  const { bold } = createColors(isColored());
  const parts = [
    `${bold(id)} (${severity})`,
    docs.summary,
    docs.why,
    docs.limitations && `${bold('Limits')}\n${docs.limitations}`,
    example && `${bold('Before')}\n${cells(example.before)}`,
    example?.after && `${bold('After')}\n${cells(example.after)}`,
    docs.references.length > 0 &&
      `${bold('See')}\n${docs.references.join('\n')}`,
    `${bold('Silence it')}\n# keras-doctor: ignore[${id}]`
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function cells(sources: readonly string[]): string {
  return sources
    .map(source => source.replace(/^/gm, '    '))
    .join('\n    # %%\n');
}
