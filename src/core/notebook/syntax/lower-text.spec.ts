import { parseCell } from './parse-cell';
import type { Piece } from './model';

/** What the value of `x = …` is made of: texts as they are, expressions as their source between angles; null where it is no text. */
function pieces(source: string): string | null {
  const [statement] = parseCell(`x = ${source}`).body;
  const value = statement.kind === 'assign' ? statement.value : null;
  const show = (piece: Piece): string =>
    typeof piece === 'string'
      ? piece
      : `<${`x = ${source}`.slice(piece.from, piece.to)}>`;
  return value?.kind === 'joined'
    ? value.pieces.map(show).join('')
    : value?.kind === 'literal'
      ? String(value.value)
      : null;
}

it.each([
  ['f"tensorflow=={v}"', 'tensorflow==<v>'],
  ['f"{{{a}}}\\n{b}"', '{<a>}\n<b>'],
  ['rf"\\n{b}"', '\\n<b>'],
  ['f"""a{b["c"]}"""', 'a<b["c"]>'],
  ['"a" f"{b}" "c"', 'a<b>c'],
  ['f"a" "b"', 'ab'],
  ['f"{a!r}{b:>3}"', '<{a!r}><{b:>3}>'],
  ['"a==" + b + "." + c', 'a==<b>.<c>'],
  ['a + "b"', '<a>b'],
  ['"a" + (f"{b}" + "c")', 'a<b>c'],
  ['"%s==%d%%" % (a, b)', '<a>==<b>%'],
  ['"%s" % a', '<a>'],
  ['"{}=={v}{{}}".format(a, v=b)', '<a>==<b>{}'],
  ['"{1}{0}".format(a, b)', '<b><a>'],
  ['a / "b"', '<a>/b'],
  ['a / b / f"{c}.h5"', '<a / b>/<c>.h5']
])('takes %s apart', (source, expected) => {
  expect(pieces(source)).toBe(expected);
});

it.each([
  'a + b',
  '"%s %s" % (a,)',
  '"%.2f" % a',
  'a / b',
  'a / 2',
  '"{}{}".format(a)',
  '"{}".format(a, b)',
  '"{0}{0}".format(a)',
  '"{:>3}".format(a)',
  '"{}".format(*a)',
  'text.format(a)',
  'b"%s" % a'
])('makes nothing of %s', source => {
  expect(pieces(source)).toBeNull();
});
