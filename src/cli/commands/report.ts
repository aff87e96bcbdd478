import { homedir, userInfo } from 'node:os';
import type { Command } from 'commander';
import type { IReported } from '../../core/report';
import { report as compose } from '../../core/report';
import { standing } from '../../core/standing';
import { untranslated } from '../../core/translate';
import { diagnoseDocument } from '../check/check-document';
import { DocumentError } from '../documents/model';
import { decode, readDocument } from '../documents/read-document';
import { chooseEnvironment } from '../environments/choose-environment';
import { findFiles } from '../files/find-files';
import { readBytes } from '../files/read-bytes';
import { print, printNote } from '../output/print';
import { SettingsReader } from '../settings/read-settings';
import type { IJudgeOptions } from './shared-options';
import { addJudgeOptions, overridesOf } from './shared-options';

export function addReport(program: Command): void {
  const command = program
    .command('report')
    .description(
      'print a Markdown report to paste into an issue, without your name, home folder and tokens'
    )
    .argument('[path...]', 'files, folders, patterns, or - for standard input')
    .action(report);
  addJudgeOptions(command);
}

async function report(
  paths: readonly string[],
  options: IJudgeOptions
): Promise<void> {
  const { environment } = await chooseEnvironment(options);
  const settings = new SettingsReader(overridesOf(options));
  const notebooks: IReported[] = [];
  for (const path of await findFiles(paths)) {
    const name = path === '-' ? options.stdinFilename : path;
    const wanted = settings.optionsFor(name);
    try {
      const document = readDocument(decode(readBytes(path)), name);
      const diagnosis = diagnoseDocument(document, environment, wanted);
      const { facts, verdict } = diagnosis;
      notebooks.push({ name, diagnosis, standing: standing(facts, verdict) });
    } catch (error) {
      if (!(error instanceof DocumentError)) {
        throw error;
      }
      printNote(`${name}: ${error.message}`);
      process.exitCode = 2;
    }
  }
  const person = { home: homedir(), user: userName() };
  print(compose({ environment, notebooks, person }, untranslated));
}

function userName(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}
