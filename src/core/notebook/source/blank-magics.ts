/**
 * IPython's additions to Python (`%magic`, `!shell`, `obj?`) taken out of a cell without moving anything: a copy of equal length that a
 * Python parser reads, and the list of what was taken out. Only the start of a statement counts, so a `%` that continues a bracket
 * or stands in a string stays.
 */
import { bracketStep, stringEnd } from './python-text';

/** Stands for one taken-out command in the copy; from the private use area, so that no program uses it as a name. */
export const PLACEHOLDER = '\ue000';

/** One magic or shell command, by offsets in the cell. */
export interface ICommand {
  readonly kind: 'magic' | 'shell';
  /** Without its `%`; empty for a shell command. */
  readonly name: string;
  /** From the `%` or `!` to the end of the last continuation line, line break not included. */
  readonly from: number;
  readonly to: number;
  /** Where the text after the name, or after the `!`, begins. */
  readonly argumentFrom: number;
  /** It is the first line of a `%%magic` cell, or of what such a magic runs. */
  readonly wholeCell: boolean;
}

export interface IBlanked {
  /** As long as the source, line for line. */
  readonly code: string;
  /** In the order of the source. */
  readonly commands: readonly ICommand[];
}

/** Cell magics that run their body as Python in the kernel. */
const PYTHON_BODY = new Set(
  'time timeit capture prun debug memit mprun lprun snakeviz heat scalene notify wandb pyinstrument'.split(
    ' '
  )
);
/** Cell magics that hand their body to a shell. */
const SHELL_BODY = new Set('bash sh shell system sx ! script'.split(' '));
/** Line magics whose argument is Python that runs in the kernel. */
const PYTHON_ARGUMENT = new Set('time timeit prun memit'.split(' '));

const MAY_HAVE_COMMANDS =
  /[%!?]|^[ \t]*(?:[/,;][ \t]*\w|(?:pip3?|conda|mamba|uv|env|set_env|matplotlib|load_ext|tensorflow_version|cd|ls|mkdir)[ \t])/m;
const CELL_MAGIC = /^(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*%%([^\s]+)/;
/** The last are calls without brackets: `/f 1`, `,f a`, `;f a`. */
const COMMAND = /([ \t]*)(?:%%?[\w.]*|!!?|\?\??[ \t]*[%\w]|[/,;][ \t]*(?=\w))/y;
/** A line magic without its `%`, which IPython accepts where no variable has that name. */
const AUTOMAGIC =
  /([ \t]*)(pip3?|conda|mamba|uv|env|set_env|matplotlib|load_ext|tensorflow_version|cd|ls|mkdir)[ \t]+(?!(?:in|is|and|or|if|not|as|for)\b)(?=[\w~/."'-])(?![-=][ \t=])/y;
const ASSIGNED_COMMAND = /=[ \t]*(?:%([\w.]+)|!!?)/y;
const HELP = /%{0,2}(?!\d)[\w*]+(?:\.\w+|\[-?\d+\])*\?\??[ \t]*;?[ \t]*$/;

/** The line breaks of the copy are `\n` alone, with equal length: Lezer knows no `\` before `\r\n`. */
function unifyLineBreaks(source: string): string {
  return source.includes('\r')
    ? source
        .replace(/\\\r\n/g, ' \\\n')
        .replace(/\r\n/g, ' \n')
        .replace(/\r/g, '\n')
    : source;
}

/** Takes the magics out of a cell. Never throws; linear in the length of the source. */
export function blankMagics(source: string): IBlanked {
  const code = unifyLineBreaks(source);
  if (!MAY_HAVE_COMMANDS.test(code)) {
    return { code, commands: [] };
  }
  return new Blanker(code).run();
}

class Blanker {
  constructor(private readonly _source: string) {}

  run(): IBlanked {
    for (
      let cellMagic = CELL_MAGIC.exec(this._source);
      cellMagic;
      cellMagic = CELL_MAGIC.exec(this._source.slice(this._position))
    ) {
      const nameEnd = this._position + cellMagic[0].length;
      this._takeCellMagic(nameEnd, cellMagic[1]);
    }
    while (this._position < this._source.length) {
      if (!this._takeCommand()) {
        this._skipStatement();
      }
    }
    this._pieces.push(this._source.slice(this._copied));
    return { code: this._pieces.join(''), commands: this._commands };
  }

  private _takeCellMagic(nameEnd: number, name: string): void {
    const from = nameEnd - name.length - 2;
    const to = this._lineEnd(from);
    this._commands.push({
      kind: 'magic',
      name,
      from,
      to,
      argumentFrom: nameEnd,
      wholeCell: true
    });
    if (PYTHON_BODY.has(name)) {
      this._blank(from, to, PLACEHOLDER);
      this._position = Math.min(to + 1, this._source.length);
      return;
    }
    this._blank(from, this._source.length, PLACEHOLDER);
    this._position = this._source.length;
    if (SHELL_BODY.has(name)) {
      this._takeShellLines(to + 1);
    }
  }

  private _takeShellLines(start: number): void {
    for (let from = start; from < this._source.length;) {
      const to = this._commandEnd(from);
      const line = this._source.slice(from, to);
      if (/^\s*[^\s#]/.test(line)) {
        const indent = line.length - line.trimStart().length;
        this._commands.push({
          kind: 'shell',
          name: '',
          from: from + indent,
          to: to - (line.length - line.trimEnd().length),
          argumentFrom: from + indent,
          wholeCell: false
        });
      }
      from = to + 1;
    }
  }

  /** A magic, shell or help line at the current line start. */
  private _takeCommand(): boolean {
    const found = this._match(COMMAND) ?? this._match(AUTOMAGIC);
    if (!found) {
      return false;
    }
    const start = this._position + found[1].length;
    const to = this._commandEnd(start);
    const text = found[0].trimStart();
    if (text[0] === '%' || text[0] === '!' || found[2] !== undefined) {
      const marker = /^(?:!!?|%{0,2}[\w.]*)/.exec(text)?.[0] ?? '';
      const name = marker.replace(/^[%!]+/, '');
      this._push(start, to, { name, argumentFrom: start + marker.length });
      if (PYTHON_ARGUMENT.has(name) && text[0] === '%') {
        this._uncover(start, start + marker.length);
        return true;
      }
    }
    this._blank(start, to, PLACEHOLDER);
    this._position = to + 1;
    return true;
  }

  /**
   * Leaves what stands after `%time` in place: any statement, or another command. The text in front of it becomes an empty line and
   * the indentation of the statement, in as many characters.
   */
  private _uncover(from: number, nameEnd: number): void {
    const options = /(?:[ \t]+--?[A-Za-z][\w-]*(?:[ \t]+\d+)?)*[ \t]*/y;
    options.lastIndex = nameEnd;
    const to = nameEnd + (options.exec(this._source)?.[0].length ?? 0);
    if (this._source.slice(to, this._lineEnd(from)).trim() === '') {
      this._blank(from, to, PLACEHOLDER);
      this._position = to;
      this._skipStatement();
      return;
    }
    const start = from - this._indentBefore(from);
    const indent = this._source.slice(start, from);
    this._write(start, to, `${' '.repeat(to - from - 1)}\n${indent}`);
    this._position = to;
    if (!this._takeCommand()) {
      this._skipStatement();
    }
  }

  /** How far the line in front of an offset is indented; nothing where there is more in front of it than blanks. */
  private _indentBefore(from: number): number {
    const line = /(?:^|\n)([ \t]*)$/.exec(this._source.slice(0, from));
    return line?.[1].length ?? 0;
  }

  private _push(
    from: number,
    to: number,
    rest: { name: string; argumentFrom: number }
  ): void {
    this._commands.push({
      kind: rest.name === '' ? 'shell' : 'magic',
      from,
      to: from + this._source.slice(from, to).trimEnd().length,
      wholeCell: false,
      ...rest
    });
  }

  /** Moves behind the statement that starts here, over its strings, brackets and continuation lines. */
  private _skipStatement(): void {
    const start = this._position;
    let depth = 0;
    while (this._position < this._source.length) {
      const character = this._source[this._position];
      if (character === '\n' && depth === 0) {
        break;
      }
      depth = Math.max(0, depth + bracketStep(character));
      this._step(character, depth);
    }
    this._takeHelp(start, this._position);
    this._position++;
  }

  private _step(character: string, depth: number): void {
    if (character === '"' || character === "'") {
      this._position = stringEnd(this._source, this._position);
    } else if (character === '#') {
      this._position = this._lineEnd(this._position);
    } else if (character === '\\') {
      this._position += 2;
    } else if (character === '=' && depth === 0) {
      this._takeAssigned();
    } else {
      this._position++;
    }
  }

  /** `files = !ls` and `answer = %sql …`. */
  private _takeAssigned(): void {
    const found = this._match(ASSIGNED_COMMAND);
    if (!found || '=!<>'.includes(this._source[this._position - 1] ?? ' ')) {
      this._position++;
      return;
    }
    const from = this._position + found[0].search(/[%!]/);
    const to = this._commandEnd(from);
    this._push(from, to, {
      name: found[1] ?? '',
      argumentFrom: this._position + found[0].length
    });
    this._blank(from, to, PLACEHOLDER);
    this._position = to;
  }

  /** `model.fit?` on a line of its own. */
  private _takeHelp(from: number, to: number): void {
    if (this._source[to - 1] === '?' || this._source[to - 2] === '?') {
      const line = this._source.slice(from, to);
      if (HELP.test(line) && line.search(HELP) === this._leadingBlanks(from)) {
        this._blank(from + this._leadingBlanks(from), to, PLACEHOLDER);
      }
    }
  }

  /** Replaces a range by a text and blanks; line breaks stay. */
  private _blank(from: number, to: number, text: string): void {
    const rest = this._source.slice(from + text.length, to);
    this._write(from, to, text + rest.replace(/[^\n]/g, ' '));
  }

  private _write(from: number, to: number, text: string): void {
    if (from < this._copied) {
      return;
    }
    this._pieces.push(this._source.slice(this._copied, from), text);
    this._copied = Math.max(to, from + text.length);
  }

  private _match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this._position;
    return pattern.exec(this._source);
  }

  private _leadingBlanks(from: number): number {
    let to = from;
    while (this._source[to] === ' ' || this._source[to] === '\t') {
      to++;
    }
    return to - from;
  }

  private _lineEnd(from: number): number {
    const end = this._source.indexOf('\n', from);
    return end < 0 ? this._source.length : end;
  }

  /** The end of a command, behind its `\` continuation lines. */
  private _commandEnd(from: number): number {
    let end = this._lineEnd(from);
    while (this._source[end - 1] === '\\' && end < this._source.length) {
      end = this._lineEnd(end + 1);
    }
    return end;
  }

  private _position = 0;
  private _copied = 0;
  private readonly _pieces: string[] = [];
  private readonly _commands: ICommand[] = [];
}
