/** What IPython makes of `{expression}` and `$name` in the words of a magic or shell line before the shell sees them. */
import { writtenText } from '../evaluate/joined-text';
import type { IFrame, IMachine } from '../evaluate/machine';
import type { AbstractValue } from '../evaluate/values';
import { optionsOf, UNKNOWN, UNREAD } from '../evaluate/values';
import type { IRange } from '../syntax/model';
import { parseCell } from '../syntax/parse-cell';
import type { IWord } from './shell-words';
import { splitShell } from './shell-words';

/** The value of an expression as it is when the line runs. */
export type Lookup = (expression: string) => AbstractValue;

/** Longer ones are no names of versions. */
const LONGEST = 200;

/** Looks expressions up in the scope of a piece of code, without noting what they refer to. */
export function lookupIn(machine: IMachine, frame: IFrame): Lookup {
  return expression => {
    const [statement, ...more] =
      expression.length > LONGEST ? [] : parseCell(expression).body;
    return statement?.kind === 'expression' && more.length === 0
      ? machine.evaluate(statement.value, { ...frame, loud: false })
      : UNKNOWN;
  };
}

/** What nobody has told apart yet: `{`, `}` and `$` are IPython's or the shell's, `` ` `` is the shell's. */
const OPEN = new RegExp(`[$\`{}${UNREAD}]`);

/** IPython's own pattern (`DollarFormatter`, seen in 9.18); a name does not begin with a digit. */
const FIELD = /\{([^{}]+)\}|(?<!\$)\$([A-Za-z_][\w.]*)/g;

/** What a package has to do with TensorFlow or Keras to decide which of them there will be. */
const CONCERNED = /tensorflow|keras|\btf\b/i;

/** Whether parts of a text are not known. */
export function isOpen(text: string): boolean {
  return OPEN.test(text);
}

/** The words with what can be told of their expressions in the place of these. */
export function expandWords(words: readonly IWord[], lookup: Lookup): IWord[] {
  return words.flatMap(word =>
    isOpen(word.text) ? expandWord(word, lookup) : [word]
  );
}

function expandWord(word: IWord, lookup: Lookup): readonly IWord[] {
  const text = word.text.replace(
    FIELD,
    (field: string, expression?: string, name?: string) => {
      if (name !== undefined && word.quote === "'") {
        return field;
      }
      const value = lookup(expression ?? name ?? '');
      const written = textOfOptions(value, word.text.replace(field, ''));
      return written.includes(UNREAD) ? field : written;
    }
  );
  if (text === word.text) {
    return [word];
  }
  return word.quote === ''
    ? wordsOfText(text, word).flat()
    : [{ ...word, text, expanded: true }];
}

/** One of several texts will do where neither they nor what stands around them matters here. */
function textOfOptions(value: AbstractValue, around = ''): string {
  const texts = optionsOf(value).map(writtenText);
  const [first = UNREAD] = texts;
  const isKnown = texts.length === 1 || ![around, ...texts].some(mayMatter);
  return isKnown ? first : UNREAD;
}

function mayMatter(text: string): boolean {
  return text.includes(UNREAD) || CONCERNED.test(text);
}

/** The commands of a text that does not stand in the source letter by letter, all of whose words are said to stand at one place. */
export function wordsOfText(text: string, { from, to }: IRange): IWord[][] {
  return splitShell(text, 0, text.length).map(words =>
    words.map(word => ({ ...word, from, to, end: to, expanded: true }))
  );
}

/** One word whose text is a value. */
export function wordOfValue(value: AbstractValue, { from, to }: IRange): IWord {
  return {
    text: textOfOptions(value),
    from,
    to,
    quote: '',
    end: to,
    expanded: true
  };
}
