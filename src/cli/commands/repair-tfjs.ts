import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize, resolve } from 'node:path';
import type { Command } from 'commander';
import type { IModelRepair, INote } from '../../core/models';
import { repairModelJson } from '../../core/models';
import { decode } from '../documents/read-document';
import { DocumentError } from '../documents/model';
import { readBytes } from '../files/read-bytes';
import { writeFile } from '../files/write-file';
import { printable } from '../output/model';
import { print, printNote } from '../output/print';
import { UsageError } from '../usage-error';

interface IRepairOptions {
  readonly write?: boolean;
  readonly output?: string;
  readonly exitZero?: boolean;
}

export function addRepairTfjs(program: Command): void {
  program
    .command('repair-tfjs')
    .description(
      'repair a model.json that Keras 3 wrote, so that TensorFlow.js loads it; without --write or --output, say what it would do'
    )
    .argument('<model.json>')
    .option(
      '--write',
      'repair in place; the original stays as model.json.keras3'
    )
    .option('--output <folder>', 'write the repaired model there')
    .option(
      '--exit-zero',
      'exit with 0 also where there is something to repair'
    )
    .action(repairTfjs);
}

/** Exit code: 0 nothing to do or done, 1 to be repaired or refused, 2 unreadable or no model. */
function repairTfjs(path: string, options: IRepairOptions): void {
  if (options.write && options.output !== undefined) {
    throw new UsageError('--write and --output exclude each other');
  }
  const file = existsSync(join(path, 'model.json'))
    ? join(path, 'model.json')
    : path;
  const text = readText(file);
  const repair = repairModelJson(text);
  const writes = options.write === true || options.output !== undefined;
  print(describe(file, repair, writes));
  repair.warnings.forEach(note => printNote(`warning: ${noteText(note)}`));
  repair.refusals.forEach(note => printNote(`refused: ${noteText(note)}`));
  if (hasSomethingToWrite(repair, options)) {
    save(file, text, repair, options.output);
  }
  process.exitCode = exitCodeOf(repair, writes, options.exitZero ?? false);
}

/** In place only what is repaired; elsewhere also what needs no repair. */
function hasSomethingToWrite(
  { kind }: IModelRepair,
  { write, output }: IRepairOptions
): boolean {
  const isFine = kind === 'no-repair-needed' || kind === 'graph-model';
  return kind === 'repaired'
    ? write === true || output !== undefined
    : isFine && output !== undefined;
}

function readText(file: string): string {
  try {
    return decode(readBytes(file));
  } catch (error) {
    if (error instanceof DocumentError) {
      throw new UsageError(`${file}: ${error.message}`);
    }
    throw error;
  }
}

function describe(
  file: string,
  { kind, writer, repairs, weights }: IModelRepair,
  writes: boolean
): string {
  const by = writer ? ` (written by ${printable(writer)})` : '';
  const head = `${printable(file)}${by}`;
  switch (kind) {
    case 'repaired': {
      const verb = writes ? 'repaired' : 'would be repaired';
      const lines = repairs.map(note => `  ${noteText(note)}\n`);
      const files = weights
        ? `  new weight files: ${weights.writes.join(', ')}\n`
        : '';
      return `${head}: ${verb}\n${lines.join('')}${files}`;
    }
    case 'no-repair-needed':
      return `${head}: TensorFlow.js loads it as it is\n`;
    case 'graph-model':
      return `${head}: a graph model, which needs no repair\n`;
    case 'refused':
      return `${head}: cannot be repaired; left as it is\n`;
    case 'not-a-model':
      return `${head}: not a TensorFlow.js model\n`;
  }
}

function noteText({ layer, message }: INote): string {
  return printable(layer === null ? message : `${layer}: ${message}`);
}

function exitCodeOf(
  { kind }: IModelRepair,
  writes: boolean,
  exitZero: boolean
): number {
  switch (kind) {
    case 'not-a-model':
      return 2;
    case 'refused':
      return exitZero ? 0 : 1;
    case 'repaired':
      return writes || exitZero ? 0 : 1;
    default:
      return 0;
  }
}

/** Writes weights first and `model.json` last, so that a model that is there can be loaded. */
function save(
  file: string,
  original: string,
  repair: IModelRepair,
  output: string | undefined
): void {
  const folder = dirname(file);
  const content = repair.text ?? original;
  if (output === undefined) {
    saveWeights(folder, folder, repair);
    if (!existsSync(`${file}.keras3`)) {
      writeFile(`${file}.keras3`, original);
    }
    writeFile(file, content);
    return;
  }
  if (resolve(output) === resolve(folder)) {
    throw new UsageError(
      '--output is the folder of the model; --write repairs in place'
    );
  }
  mkdirSync(output, { recursive: true });
  if (!saveWeights(folder, output, repair)) {
    weightPaths(content).forEach(name => copy(folder, output, name));
  }
  writeFile(join(output, 'model.json'), content);
}

/** Writes the new weight files; false where those that are there stay as they are. */
function saveWeights(
  folder: string,
  target: string,
  { weights }: IModelRepair
): boolean {
  const made = weights?.apply(readWeights(folder, weights.reads));
  made?.forEach((bytes, name) => writeFile(inside(target, name), bytes));
  return made !== undefined;
}

function copy(folder: string, target: string, name: string): void {
  const path = inside(target, name);
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(existing(folder, name), path);
}

function readWeights(
  folder: string,
  names: readonly string[]
): ReadonlyMap<string, Uint8Array> {
  return new Map(
    names.map(name => [name, readFileSync(existing(folder, name))])
  );
}

function existing(folder: string, name: string): string {
  const path = inside(folder, name);
  if (!existsSync(path)) {
    throw new UsageError(`the weight file ${printable(name)} is missing`);
  }
  return path;
}

/** A file's name comes out of the model: it must not lead out of the model's folder. */
function inside(folder: string, name: string): string {
  const path = normalize(name);
  if (isAbsolute(path) || path.split(/[/\\]/).includes('..')) {
    throw new UsageError(
      `the weight file ${printable(name)} lies outside of the model's folder`
    );
  }
  return join(folder, path);
}

function weightPaths(text: string): string[] {
  const { weightsManifest = [] } = JSON.parse(text) as {
    weightsManifest?: { paths?: string[] }[];
  };
  return weightsManifest.flatMap(({ paths = [] }) => paths);
}
