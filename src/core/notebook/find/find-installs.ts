/** Lines that install packages: pip, uv and conda, as magics, shell lines or Python calls. */
import type { Guard, IInstall, IPinned, ISpan } from '../model';
import type { ICommand } from '../source/blank-magics';
import type { Lookup } from './expand-text';
import { expandWords, isOpen } from './expand-text';
import type { IWord } from './shell-words';
import { splitShell } from './shell-words';
import { own } from '../../own';

/** What stands before `install`, found among the words of a command. */
interface IInstaller {
  readonly tool: IInstall['tool'];
  readonly action: IInstall['action'];
  /** The index of the word `install`, or `ensurepip`. */
  readonly at: number;
}

const PIP = /^(?:.*[\\/])?pip[\d.]*$/;
const UV = /^(?:.*[\\/])?uv$/;
const CONDA = /^(?:.*[\\/])?(?:conda|mamba|micromamba)$/;
const PYTHON =
  /^(?:.*[\\/])?(?:python[\d.]*|py|\{sys\.executable\}|\$\{?\w*PYTHON\w*\}?|\{\w*python\w*\})$/i;
const PREFIX = /^(?:sudo|time|yes|env|-H|\w+=.*)$/;
const MAGICS = /^(?:pip3?|uv|conda|mamba|micromamba)$/;
/** Magics that hand their line to a shell. */
const SHELL_MAGICS = /^(?:sx|system)$/;
const ACTIONS: Readonly<Record<string, IInstall['action'] | undefined>> = {
  install: 'install',
  add: 'install',
  uninstall: 'uninstall',
  remove: 'uninstall'
};
/** Options that take the next word as their value. */
const WITH_VALUE = new Set(
  (
    '-r --requirement --requirements -c --constraint --constraints -e --editable -i --index-url --index --default-index ' +
    '--extra-index-url -f --find-links -t --target --prefix --root --src --platform --python-version --implementation --abi ' +
    '--no-binary --only-binary --progress-bar --proxy --timeout --retries --trusted-host --cache-dir --log --cert --client-cert ' +
    '--exists-action --upgrade-strategy --config-settings --global-option --report --python -p -n --name --channel --file --solver ' +
    '--use-feature --use-deprecated --keyring-provider --index-strategy --torch-backend -P --upgrade-package'
  ).split(' ')
);

/** Where an install was written, when it is not a line of its own. */
export interface IInstallSite {
  readonly cell: number;
  readonly guard: Guard | null;
  /** In the body of a function, which may be called with anything. */
  readonly inFunction: boolean;
}

/**
 * The installs of a magic or shell line.
 *
 * @param lookup - the values of the notebook's names; null where IPython does not expand the line, as in the body of a shell cell.
 */
export function installsOfCommand(
  source: string,
  command: ICommand,
  site: IInstallSite,
  lookup: Lookup | null
): IInstall[] {
  const isShell = command.kind === 'shell' || SHELL_MAGICS.test(command.name);
  if (command.wholeCell || (!isShell && !MAGICS.test(command.name))) {
    return [];
  }
  const nameFrom = command.argumentFrom - command.name.length;
  const lines = splitShell(
    source,
    isShell ? command.argumentFrom : nameFrom,
    command.to
  );
  return lines.flatMap((written, index) => {
    const from =
      index === 0 ? command.from : written[0].from - written[0].quote.length;
    const last = written[written.length - 1];
    const span = { cell: site.cell, from, to: last.end };
    const words = lookup ? expandWords(written, lookup) : written;
    const found = findInstaller(words);
    return found ? [installOf(source, words, found, { ...site, span })] : [];
  });
}

type IPlace = Omit<IInstallSite, 'cell'> & { readonly span: ISpan };

/** The install that a Python call makes, whose words are given, for example those of `subprocess.run([...])`. */
export function installOfCall(
  words: readonly IWord[],
  { callee, ...site }: IPlace & { readonly callee: string }
): IInstall | null {
  const found = findInstaller(words);
  return found
    ? { ...installOf('', words, found, site), command: callee }
    : null;
}

/** Finds `pip install` and its like in the words of one command. What uv adds to a script it installs nowhere. */
function findInstaller(words: readonly IWord[]): IInstaller | null {
  let at = 0;
  while (at < words.length && PREFIX.test(words[at].text)) {
    at++;
  }
  const program = PYTHON.test(textAt(words, at)) ? moduleOf(words, at) : at;
  if (program > at && textAt(words, program) === 'ensurepip') {
    return { tool: 'ensurepip', action: 'install', at: program };
  }
  const tool = toolOf(textAt(words, program));
  return tool === 'uv'
    ? actionOfUv(words, program)
    : tool && actionAfter(words, program, tool);
}

function actionOfUv(words: readonly IWord[], uv: number): IInstaller | null {
  if (words.some(({ text }) => text === '--script')) {
    return null;
  }
  const isPip = textAt(words, uv + 1) === 'pip';
  return actionAfter(words, isPip ? uv + 1 : uv, 'uv');
}

function textAt(words: readonly IWord[], index: number): string {
  return words[index]?.text ?? '';
}

function toolOf(program: string): IInstall['tool'] | null {
  if (PIP.test(program)) {
    return 'pip';
  }
  if (UV.test(program)) {
    return 'uv';
  }
  return CONDA.test(program) ? 'conda' : null;
}

/** The index of the module that `python -m` runs. */
function moduleOf(words: readonly IWord[], python: number): number {
  const option = words.findIndex(
    (word, index) => index > python && word.text === '-m'
  );
  return option < 0 ? words.length : option + 1;
}

function actionAfter(
  words: readonly IWord[],
  program: number,
  tool: IInstall['tool']
): IInstaller | null {
  let at = program + 1;
  while (words[at]?.text.startsWith('-')) {
    at++;
  }
  const action = Object.prototype.hasOwnProperty.call(
    ACTIONS,
    words[at]?.text ?? ''
  )
    ? own(ACTIONS, words[at].text)
    : undefined;
  return action ? { tool, action, at } : null;
}

function installOf(
  source: string,
  words: readonly IWord[],
  { tool, action, at }: IInstaller,
  { span, guard, inFunction }: IPlace
): IInstall {
  const requirements: IPinned[] = [];
  const options: string[] = [];
  for (let index = at + 1; index < words.length; index++) {
    const word = words[index];
    if (word.text.startsWith('-')) {
      options.push(word.text);
      index += takesValue(word.text, tool) ? 1 : 0;
    } else if (word.text !== '' && !(inFunction && isAnything(word.text))) {
      requirements.push({
        text: word.text,
        span: { cell: span.cell, from: word.from, to: word.to },
        quote: word.quote,
        isItem: word.isItem ?? false,
        origin: originOf(word)
      });
    }
  }
  return {
    command: source
      .slice(
        span.from,
        words[at].expanded
          ? words[at].end
          : words[at].from - words[at].quote.length
      )
      .trim(),
    tool,
    action,
    requirements,
    options,
    upgrade: options.some(isUpgrade),
    span,
    guard
  };
}

/** Nothing is known of it, not even the name of the package. Helper functions that install what they are told are common. */
function isAnything(text: string): boolean {
  return isOpen(text.charAt(0));
}

function originOf({ text, expanded }: IWord): IPinned['origin'] {
  return isOpen(text) ? 'unread' : expanded ? 'expanded' : 'written';
}

/** `-c` names a channel for conda and a file for pip; both take a value. */
function takesValue(option: string, tool: IInstall['tool']): boolean {
  return tool === 'conda' && option === '-p' ? true : WITH_VALUE.has(option);
}

function isUpgrade(option: string): boolean {
  return option === '--upgrade' || /^-[a-zA-Z]*U[a-zA-Z]*$/.test(option);
}
