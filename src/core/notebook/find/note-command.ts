/** What a magic or shell line contributes. */
import type { IFindings, IFrame, IMachine } from '../evaluate/machine';
import type { ICommand } from '../source/blank-magics';
import type { IRange } from '../syntax/model';
import type { Lookup } from './expand-text';
import { lookupIn } from './expand-text';
import type { IInstallSite } from './find-installs';
import { installsOfCommand } from './find-installs';
import { variablesOfCommand } from './find-variables';

/** Notes the command whose placeholder stands at a place in the code. */
export function noteCommand(
  machine: IMachine,
  range: IRange,
  frame: IFrame
): void {
  const { syntax, index } = frame.home;
  const command = syntax.commands.find(({ from }) => from === range.from);
  if (command && frame.loud) {
    const guard = frame.guard ?? (frame.conditional ? 'version-check' : null);
    addCommand(
      machine.findings,
      command,
      {
        source: syntax.source,
        cell: index,
        guard,
        inFunction: frame.running !== null
      },
      lookupIn(machine, frame)
    );
  }
}

export function addCommand(
  findings: IFindings,
  command: ICommand,
  { source, ...site }: IInstallSite & { readonly source: string },
  lookup: Lookup | null
): void {
  const { cell, guard } = site;
  findings.installs.push(...installsOfCommand(source, command, site, lookup));
  findings.variables.push(
    ...variablesOfCommand(source, command, { cell, guard })
  );
}
