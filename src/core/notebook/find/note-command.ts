/** What a magic or shell line contributes. */
import type { IFindings, IFrame, IMachine } from '../evaluate/machine';
import type { Guard } from '../model';
import type { ICommand } from '../source/blank-magics';
import type { IRange } from '../syntax/model';
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
    addCommand(machine.findings, command, {
      source: syntax.source,
      cell: index,
      guard
    });
  }
}

export function addCommand(
  findings: IFindings,
  command: ICommand,
  { source, cell, guard }: { source: string; cell: number; guard: Guard | null }
): void {
  findings.installs.push(
    ...installsOfCommand(source, command, { cell, guard })
  );
  findings.variables.push(
    ...variablesOfCommand(source, command, { cell, guard })
  );
}
