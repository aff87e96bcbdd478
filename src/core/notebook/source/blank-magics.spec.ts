import { blankMagics, PLACEHOLDER } from './blank-magics';

/** `_` stands for the placeholder. */
function blanked(source: string): string {
  return blankMagics(source).code.replace(new RegExp(PLACEHOLDER, 'g'), '_');
}

describe('blankMagics', () => {
  it.each([
    ['x = 1 % 2', 'x = 1 % 2'],
    ['!ls', '_  '],
    ['if a:\n\t%cd /tmp\n\tb', 'if a:\n\t_       \n\tb'],
    ['x = !ls\ny', 'x = _  \ny'],
    ['x == !ls', 'x == !ls'],
    ['f(a=1, b=2)\n!ls', 'f(a=1, b=2)\n_  '],
    ['%time f()', '     \nf()'],
    ['%timeit -n 10 f()', '             \nf()'],
    [
      'if a:\n\t%time --no-raise-error f()',
      'if a:\n                      \n\tf()'
    ],
    ['%timeit for i in y: f()', '       \nfor i in y: f()'],
    ['%time !ls', '     \n_  '],
    ['%time a = !ls', '     \na = _  '],
    ['%time f(a) + \\\n b', '     \nf(a) + \\\n b'],
    ['%time', '_    '],
    ['f?', '_ '],
    ['a.b??  # no', 'a.b??  # no'],
    ['?f', '_ '],
    ['!a \\\n b\nc', '_   \n  \nc'],
    ['"""\n!ls\n"""\n!ls', '"""\n!ls\n"""\n_  '],
    ['(a\n%b)\n%c', '(a\n%b)\n_ '],
    ["'it''s' # don't (\n!ls", "'it''s' # don't (\n_  "],
    ["x = 'open\n!ls", "x = 'open\n_  "],
    ['pip install a', '_            '],
    ['pip = 3\nenv', 'pip = 3\nenv'],
    ['ls -l\nls - l', '_    \nls - l'],
    ['%%time\nf()', '_     \nf()'],
    ['%%bash\nls\npwd', '_     \n  \n   '],
    ['\n# a\n%%html\n<b>', '\n# a\n_     \n   '],
    ['a = 1\r\n!ls\r\nb', 'a = 1 \n_   \nb'],
    ['a + \\\r\nb', 'a +  \\\nb']
  ])('%j', (source, expected) => {
    expect(blanked(source)).toBe(expected);
    expect(blankMagics(source).code).toHaveLength(source.length);
  });

  it('tells where commands and their arguments stand', () => {
    const source = '%%capture\n!pip \\\n install a \nx = %sql  select\n';
    const shown = blankMagics(source).commands.map(
      ({ kind, name, from, to, argumentFrom }) => [
        kind,
        name,
        source.slice(from, to),
        source.slice(argumentFrom, to)
      ]
    );
    expect(shown).toEqual([
      ['magic', 'capture', '%%capture', ''],
      ['shell', '', '!pip \\\n install a', 'pip \\\n install a'],
      ['magic', 'sql', '%sql  select', '  select']
    ]);
  });
});
