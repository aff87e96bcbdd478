/** Calls of the standard library that set variables, install packages, import modules or put paths together. */
import { joinTexts, writtenText } from '../evaluate/joined-text';
import type { ICallSite, IFrame } from '../evaluate/machine';
import { spanOf } from '../evaluate/machine';
import type { AbstractValue, IEvaluatedArguments } from '../evaluate/values';
import { UNKNOWN, VERSION } from '../evaluate/values';
import { contentOf } from '../syntax/content-of';
import type { Expression, IRange } from '../syntax/model';
import { expandWords, lookupIn, wordOfValue, wordsOfText } from './expand-text';
import { moduleImported } from './find-imports';
import { installOfCall } from './find-installs';
import { noteVariableCall, variableOf } from './find-variables';
import type { IWord } from './shell-words';
import { splitShell } from './shell-words';

type Observe = (site: ICallSite, name: string) => AbstractValue | null;

const OBSERVED: readonly (readonly [RegExp, Observe])[] = [
  [/^os\.path\.join$/, ({ given }) => joinedPath(given)],
  [
    /^pathlib\.(?:Pure)?(?:Posix|Windows)?Path$/,
    ({ given }) => joinTexts([UNKNOWN, joinedPath(given)])
  ],
  [/^functools\.partial$/, ({ given }) => partialOf(given)],
  [/^importlib\.import_module$/, site => moduleImported(site)],
  [
    /^os\.(?:environ\.get|getenv)$/,
    ({ given }) =>
      variableOf(given.arguments[0]?.followed) ? VERSION : UNKNOWN
  ],
  [
    /^os\.(?:environ\.(?:setdefault|update|pop|__setitem__|__delitem__)|putenv|unsetenv)$/,
    ({ machine, frame, given, syntax }, name) => {
      noteVariableCall(machine, frame, { name, given, range: syntax });
      return UNKNOWN;
    }
  ],
  [
    /^(?:subprocess\.(?:run|call|check_call|check_output|Popen|getoutput|getstatusoutput)|os\.(?:system|popen)|IPython\.InteractiveShell#(?:system|getoutput|system_raw|system_piped)|pip\.main|pip\._internal\.(?:main|cli\.main\.main))$/,
    noteShellCall
  ],
  [
    /^IPython\.InteractiveShell#(?:run_line_magic|magic)$/,
    site => noteMagicCall(site)
  ]
];

/** What a call of a watched function gives, after noting what it does; null for every other function. */
export function observeCall(
  site: ICallSite,
  callee: AbstractValue
): AbstractValue | null {
  if (callee.kind !== 'name') {
    return null;
  }
  const found = OBSERVED.find(([pattern]) => pattern.test(callee.name));
  return found ? found[1](site, callee.name) : null;
}

/** The parts with a slash between them. */
function joinedPath(given: IEvaluatedArguments): AbstractValue {
  return given.open
    ? UNKNOWN
    : joinTexts(
        given.arguments.flatMap(({ followed }, index) =>
          index === 0 ? [followed] : ['/', followed]
        )
      );
}

function partialOf(given: IEvaluatedArguments): AbstractValue {
  const [target, ...rest] = given.arguments;
  return target && target.keyword === null
    ? {
        kind: 'partial',
        target: target.followed,
        arguments: rest,
        open: given.open
      }
    : UNKNOWN;
}

function noteShellCall(site: ICallSite, name: string): AbstractValue {
  const argument = site.syntax.arguments[0]?.value;
  if (argument && site.frame.loud) {
    const start = name.startsWith('pip.')
      ? [syntheticWord('pip', argument.from)]
      : [];
    for (const words of wordsOf(site, argument)) {
      const all = [...start, ...words];
      noteInstall(
        site,
        name.startsWith('IPython.') ? expanded(site, all) : all
      );
    }
  }
  return UNKNOWN;
}

/** `get_ipython().run_line_magic("pip", "install …")`, `get_ipython().magic("pip install …")`. */
function noteMagicCall(site: ICallSite): AbstractValue {
  const words = site.syntax.arguments.flatMap(argument =>
    wordsOf(site, argument.value).flat()
  );
  if (site.frame.loud) {
    noteInstall(site, expanded(site, words));
  }
  return UNKNOWN;
}

function expanded(
  { machine, frame }: ICallSite,
  words: readonly IWord[]
): readonly IWord[] {
  return expandWords(words, lookupIn(machine, frame));
}

function noteInstall(
  { machine, frame, syntax }: ICallSite,
  words: readonly IWord[]
): void {
  const { source } = frame.home.syntax;
  const install = installOfCall(words, {
    callee: source.slice(syntax.callee.from, syntax.callee.to),
    span: spanOf(frame, syntax),
    guard: frame.guard ?? (frame.conditional ? 'version-check' : null),
    inFunction: frame.running !== null
  });
  if (install) {
    machine.findings.installs.push(install);
  }
}

function syntheticWord(text: string, at: number): IWord {
  return { text, from: at, to: at, quote: '', end: at, expanded: true };
}

/** The commands of a shell text, or the one command of a list of words. */
function wordsOf(site: ICallSite, argument: Expression): IWord[][] {
  const { source } = site.frame.home.syntax;
  const content = contentOf(argument);
  if (content) {
    return splitShell(source, content.from, content.to);
  }
  if (
    argument.kind === 'call' &&
    source.slice(argument.from, argument.to).includes('.split(')
  ) {
    const { callee } = argument;
    return callee.kind === 'attribute' ? wordsOf(site, callee.object) : [];
  }
  if (argument.kind === 'sequence') {
    return [argument.items.flatMap(item => wordsOfItem(site, item))];
  }
  const value = valueOf(site, argument);
  return value.kind === 'sequence'
    ? [value.items.flatMap(item => wordsOfValue(item, argument))]
    : isText(value)
      ? wordsOfText(writtenText(value), argument)
      : [];
}

/** Of a text that is put together, also where a piece of it is a version, of which nothing else is known. */
function valueOf(
  { machine, frame }: ICallSite,
  expression: Expression
): AbstractValue {
  const silent: IFrame = { ...frame, loud: false };
  return expression.kind === 'joined'
    ? joinTexts(
        expression.pieces.map(piece =>
          typeof piece === 'string' ? piece : machine.evaluate(piece, silent)
        )
      )
    : machine.evaluate(expression, silent);
}

function isText(value: AbstractValue): boolean {
  return (
    value.kind === 'text' ||
    (value.kind === 'literal' && typeof value.value === 'string')
  );
}

function wordsOfItem(site: ICallSite, item: Expression): IWord[] {
  const content = contentOf(item);
  if (item.kind !== 'literal' || !content || typeof item.value !== 'string') {
    return wordsOfValue(valueOf(site, item), item);
  }
  const before = site.frame.home.syntax.source[content.from - 1];
  const quote = before === '"' || before === "'" ? before : '';
  return [
    {
      text: item.value,
      from: content.from,
      to: content.to,
      quote,
      end: item.to,
      expanded: false,
      isItem: true
    }
  ];
}

/** One word; the words of a list that is spread among the others. */
function wordsOfValue(value: AbstractValue, range: IRange): IWord[] {
  if (value.kind === 'name' && value.name === 'sys.executable') {
    return [syntheticWord('{sys.executable}', range.from)];
  }
  return value.kind === 'sequence'
    ? value.items.map(item => wordOfValue(item, range))
    : [wordOfValue(value, range)];
}
