/** Calls of the standard library that set variables, install packages or import modules. */
import type { ICallSite } from '../evaluate/machine';
import { spanOf } from '../evaluate/machine';
import type { AbstractValue, IEvaluatedArguments } from '../evaluate/values';
import { UNKNOWN, VERSION } from '../evaluate/values';
import { contentOf } from '../syntax/content-of';
import type { Expression } from '../syntax/model';
import { moduleImported } from './find-imports';
import { installOfCall } from './find-installs';
import { noteVariableCall, variableOf } from './find-variables';
import type { IWord } from './shell-words';
import { splitShell } from './shell-words';

type Observe = (site: ICallSite, name: string) => AbstractValue | null;

const OBSERVED: readonly (readonly [RegExp, Observe])[] = [
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
    (site, name) => noteShellCall(site, name.startsWith('pip.') ? ['pip'] : [])
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

function noteShellCall(
  site: ICallSite,
  before: readonly string[]
): AbstractValue {
  const argument = site.syntax.arguments[0]?.value;
  if (argument && site.frame.loud) {
    const start = before.map(text => syntheticWord(text, argument.from));
    for (const words of wordsOf(site, argument)) {
      noteInstall(site, [...start, ...words]);
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
    noteInstall(site, words);
  }
  return UNKNOWN;
}

function noteInstall(
  { machine, frame, syntax }: ICallSite,
  words: readonly IWord[]
): void {
  const { source } = frame.home.syntax;
  const install = installOfCall(words, {
    callee: source.slice(syntax.callee.from, syntax.callee.to),
    span: spanOf(frame, syntax),
    guard: frame.guard ?? (frame.conditional ? 'version-check' : null)
  });
  if (install) {
    machine.findings.installs.push(install);
  }
}

function syntheticWord(text: string, at: number): IWord {
  return { text, from: at, to: at, quote: '', end: at };
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
  return argument.kind === 'sequence'
    ? [argument.items.flatMap(item => wordOf(source, item))]
    : [];
}

function wordOf(source: string, item: Expression): IWord[] {
  if (item.kind !== 'literal') {
    const text = source.slice(item.from, item.to);
    return text === 'sys.executable'
      ? [syntheticWord('{sys.executable}', item.from)]
      : [];
  }
  const content = contentOf(item);
  if (!content || typeof item.value !== 'string') {
    return [];
  }
  const before = source[content.from - 1];
  const quote = before === '"' || before === "'" ? before : '';
  return [
    {
      text: item.value,
      from: content.from,
      to: content.to,
      quote,
      end: item.to
    }
  ];
}
