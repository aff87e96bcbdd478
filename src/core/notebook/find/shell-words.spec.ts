import { splitShell } from './shell-words';

function words(line: string): string[][] {
  return splitShell(line, 0, line.length).map(command =>
    command.map(({ text, quote }) => quote + text + quote)
  );
}

describe('splitShell', () => {
  it.each([
    ['a  b\tc', [['a', 'b', 'c']]],
    ['a "b c" \'d\'', [['a', '"b c"', "'d'"]]],
    ['a && b || c; d | e & f', [['a'], ['b'], ['c'], ['d'], ['e'], ['f']]],
    ['a > x 2>&1 >> y b', [['a', 'b']]],
    ['a >/dev/null 2>/dev/null', [['a']]],
    ['a>=1 b<2', [['a>=1', 'b<2']]],
    ['a==1#b # c', [['a==1#b']]],
    ['a \\\n b', [['a', 'b']]],
    ['a \\\r\n b', [['a', 'b']]],
    ['a\nb', [['a'], ['b']]],
    [
      '{sys.executable} {" ".join(x)} $(ls -l)',
      [['{sys.executable}', '{" ".join(x)}', '$(ls -l)']]
    ],
    ['a"=="1', [['a"=="1']]],
    ['a\\ b', [['a\\ b']]],
    ['"a', [['"a"']]],
    ['', []]
  ])('%j', (line, expected) => {
    expect(words(line)).toEqual(expected);
  });

  it('gives offsets of the text without its quotes', () => {
    const line = '!pip install "a>=1"';
    const [[, , last]] = splitShell(line, 1, line.length);
    expect(line.slice(last.from, last.to)).toBe('a>=1');
    expect(last.end).toBe(line.length);
  });
});
