import { Command } from 'commander';
import { version } from '../core/version';
import { addCheck } from './commands/check';
import { addExplain } from './commands/explain';
import { addFix } from './commands/fix';
import { addInspect } from './commands/inspect';
import { addProbe } from './commands/probe';
import { addRepairTfjs } from './commands/repair-tfjs';
import { addReport } from './commands/report';

/** The command line with all its commands. Mistakes in the arguments are thrown as `CommanderError`. */
export function createProgram(): Command {
  const program = new Command('keras-doctor')
    .description(
      'Says what a notebook written for another TensorFlow or Keras will trip over, and mends it. Exit codes: 0 clean, 1 findings, 2 wrong usage or unreadable input.'
    )
    .version(version)
    .exitOverride()
    .configureHelp({ showGlobalOptions: false })
    .showHelpAfterError('(--help says more)');
  addCheck(program);
  addFix(program);
  addProbe(program);
  addReport(program);
  addRepairTfjs(program);
  addInspect(program);
  addExplain(program);
  return program;
}
