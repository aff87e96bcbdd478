/** PEP 508 environment markers: `python_version < "3.12" and extra == "and-cuda"`. */
import { isSpecifier, isVersion, satisfies } from './version';
import { own } from '../own';

/** What markers are asked about. Variables that only the kernel could tell are empty, as PEP 508 allows. */
export interface IMarkerEnvironment {
  readonly python_version: string;
  readonly python_full_version: string;
  readonly os_name: string;
  readonly sys_platform: string;
  readonly platform_machine: string;
  readonly platform_system: string;
  readonly platform_release: string;
  readonly platform_version: string;
  readonly platform_python_implementation: string;
  readonly implementation_name: string;
  readonly implementation_version: string;
}

type MarkerVariable = keyof IMarkerEnvironment | 'extra';

type Operand =
  { readonly variable: MarkerVariable } | { readonly literal: string };

/** A marker as read: a comparison, or several joined by one word. */
export type Marker =
  | {
      readonly left: Operand;
      readonly operator: string;
      readonly right: Operand;
    }
  | { readonly join: 'and' | 'or'; readonly parts: readonly Marker[] };

const SYSTEMS: Readonly<Record<string, string>> = {
  linux: 'Linux',
  darwin: 'Darwin',
  win32: 'Windows',
  emscripten: 'Emscripten'
};

/** Old spellings that PEP 508 keeps alive (`os.name`, `python_implementation`). */
const ALIASES: Readonly<Record<string, MarkerVariable>> = {
  'os.name': 'os_name',
  'sys.platform': 'sys_platform',
  'platform.version': 'platform_version',
  'platform.machine': 'platform_machine',
  'platform.python_implementation': 'platform_python_implementation',
  python_implementation: 'platform_python_implementation'
};

const VARIABLES: readonly string[] = [
  'python_version',
  'python_full_version',
  'os_name',
  'sys_platform',
  'platform_machine',
  'platform_system',
  'platform_release',
  'platform_version',
  'platform_python_implementation',
  'implementation_name',
  'implementation_version',
  'extra'
];

/** Deeper or longer markers than this are hostile; the longest of the packages known has 5 comparisons and depth 2. */
const MAX_DEPTH = 20;
const MAX_TOKENS = 500;

const TOKEN =
  /\s*(?:([()])|(~=|===?|!=|<=?|>=?)|'([^']*)'|"([^"]*)"|([A-Za-z_][\w.]*))/y;

/** The marker variables of a kernel: CPython, since TensorFlow has wheels for nothing else. */
export function markerEnvironment(kernel: {
  readonly python: string;
  readonly platform: string;
  readonly machine: string;
}): IMarkerEnvironment {
  return {
    python_version: kernel.python.split('.').slice(0, 2).join('.'),
    python_full_version: kernel.python,
    os_name: kernel.platform === 'win32' ? 'nt' : 'posix',
    sys_platform: kernel.platform,
    platform_machine: kernel.machine,
    platform_system: own(SYSTEMS, kernel.platform) ?? '',
    platform_release: '',
    platform_version: '',
    platform_python_implementation: 'CPython',
    implementation_name: 'cpython',
    implementation_version: kernel.python
  };
}

/** Reads a marker; null when it is not valid. */
export function parseMarker(text: string): Marker | null {
  const tokens = tokenize(text);
  if (!tokens) {
    return null;
  }
  const reader = new MarkerReader(tokens);
  const marker = reader.readOr(0);
  return reader.isAtEnd ? marker : null;
}

/** Whether the marker holds in the environment for any of the extras asked for (none: `extra` is empty). */
export function evaluateMarker(
  marker: Marker,
  environment: IMarkerEnvironment,
  extras: readonly string[] = []
): boolean {
  const asked = extras.length > 0 ? extras : [''];
  return asked.some(extra => holds(marker, { ...environment, extra }));
}

type Token = Operand | { readonly word: string };

function tokenize(text: string): Token[] | null {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(text);
    if (!match || tokens.length === MAX_TOKENS) {
      return null;
    }
    tokens.push(toToken(match));
  }
  return tokens;
}

function toToken([
  ,
  bracket,
  operator,
  single,
  double,
  word
]: RegExpExecArray): Token {
  const literal = single ?? double;
  if (literal !== undefined) {
    return { literal };
  }
  const variable = own(ALIASES, word) ?? word;
  return VARIABLES.includes(variable)
    ? { variable: variable as MarkerVariable }
    : { word: bracket ?? operator ?? word };
}

/** Recursive descent: `or` binds weaker than `and`, brackets bind strongest. */
class MarkerReader {
  constructor(private readonly tokens: readonly Token[]) {}

  get isAtEnd(): boolean {
    return this.position === this.tokens.length;
  }

  readOr(depth: number): Marker | null {
    return this.readJoined('or', () =>
      this.readJoined('and', () => this.readOne(depth))
    );
  }

  private readJoined(
    join: 'and' | 'or',
    readPart: () => Marker | null
  ): Marker | null {
    const parts: Marker[] = [];
    do {
      const part = readPart();
      if (!part) {
        return null;
      }
      parts.push(part);
    } while (this.take(join));
    return parts.length === 1 ? parts[0] : { join, parts };
  }

  private readOne(depth: number): Marker | null {
    if (this.take('(')) {
      const inner = depth < MAX_DEPTH ? this.readOr(depth + 1) : null;
      return this.take(')') ? inner : null;
    }
    const left = this.readOperand();
    const operator = this.readOperator();
    const right = this.readOperand();
    return left && operator && right ? { left, operator, right } : null;
  }

  private readOperand(): Operand | null {
    const token = this.tokens[this.position];
    if (!token || 'word' in token) {
      return null;
    }
    this.position += 1;
    return token;
  }

  private readOperator(): string | null {
    const token = this.tokens[this.position];
    if (!token || !('word' in token)) {
      return null;
    }
    this.position += 1;
    if (token.word === 'not') {
      return this.take('in') ? 'not in' : null;
    }
    return /^([~=!<>]=?=?|in)$/.test(token.word) ? token.word : null;
  }

  private take(word: string): boolean {
    const token = this.tokens[this.position];
    const found = token !== undefined && 'word' in token && token.word === word;
    this.position += Number(found);
    return found;
  }

  private position = 0;
}

function holds(
  marker: Marker,
  values: IMarkerEnvironment & { extra: string }
): boolean {
  if ('join' in marker) {
    return marker.join === 'and'
      ? marker.parts.every(part => holds(part, values))
      : marker.parts.some(part => holds(part, values));
  }
  const names = [marker.left, marker.right].map(operand =>
    'variable' in operand ? operand.variable : null
  );
  const [left, right] = [marker.left, marker.right].map(operand => {
    const text =
      'variable' in operand ? values[operand.variable] : operand.literal;
    return names.includes('extra') ? normalizeExtra(text) : text;
  });
  return compareTexts(left, marker.operator, right);
}

/** Extras are compared by their normalised names (PEP 685). */
function normalizeExtra(text: string): string {
  return text.toLowerCase().replace(/[-_.]+/g, '-');
}

const TEXT_TESTS: Readonly<
  Record<string, (left: string, right: string) => boolean>
> = {
  in: (left, right) => right.includes(left),
  'not in': (left, right) => !right.includes(left),
  '==': (left, right) => left === right,
  '===': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right
};

/** As versions where both sides can be, else as texts (PEP 508). */
function compareTexts(left: string, operator: string, right: string): boolean {
  const specifier = operator + right;
  return isVersion(left) && isSpecifier(specifier)
    ? satisfies(left, specifier, { prereleases: true })
    : (TEXT_TESTS[operator]?.(left, right) ?? false);
}
