import type { Command } from 'commander';
import { Option } from 'commander';
import { DocumentError } from '../documents/model';
import { inspectModel } from '../inspect/inspect-model';
import type { IInspection } from '../inspect/model';
import { InspectionError } from '../inspect/model';
import { formatNames } from '../inspect/support';
import { printable } from '../output/model';
import { print } from '../output/print';
import { UsageError } from '../usage-error';

export function addInspect(program: Command): void {
  program
    .command('inspect')
    .description(
      'say what wrote a saved model and which Keras loads it: .keras, .h5, a SavedModel folder, model.json'
    )
    .argument('<model>')
    .addOption(
      new Option('--format <format>', 'how to print')
        .choices(['text', 'json'])
        .default('text')
    )
    .action((path: string, { format }: { format: string }) => {
      const inspection = inspect(path);
      print(
        format === 'json'
          ? `${JSON.stringify({ path, ...inspection }, null, 2)}\n`
          : describe(path, inspection)
      );
    });
}

function inspect(path: string): IInspection {
  try {
    return inspectModel(path);
  } catch (error) {
    if (error instanceof InspectionError || error instanceof DocumentError) {
      throw new UsageError(`${path}: ${error.message}`);
    }
    throw error;
  }
}

function describe(
  path: string,
  { format, writer, keras, advice }: IInspection
): string {
  const lines = [
    `${path}: ${formatNames[format]}`,
    `  written by  ${writer ?? 'unknown'}`,
    `  Keras 2     ${keras.keras2}`,
    `  Keras 3     ${keras.keras3}`,
    ...advice.map(sentence => `  ${sentence}`)
  ];
  return lines.map(line => `${printable(line)}\n`).join('');
}
