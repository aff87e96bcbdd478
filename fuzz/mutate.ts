/** Mutations of a notebook: such as people, editors and conversions do to one, and such as nobody does. */
import fc from 'fast-check';
import type { ICell, INotebook } from '../src/core/notebook/model';
import { notebooks } from './corpus';

/** Numbers without a unit: whoever uses one takes it modulo what there is to choose from. */
interface IDice {
  readonly cell: number;
  readonly line: number;
  readonly at: number;
}

type Mutation = (cells: readonly ICell[], dice: IDice) => readonly ICell[];

const snippets = [
  ...'( ) [ ] { } , . : = == := * ** @ # % ! ? " \' """ \'\'\' \\'.split(' '),
  ...['\\\n', '\n', '\r\n', '\r', '\t', ' ', ';', '\f', '\v', '\0', '\ufeff'],
  ...['\u00e9', '\u{1f600}', '\ud800', '\udc00', '\u2028', '\ue000', '\u202e'],
  ...['if x:\n', 'else', 'def f(', 'lambda: ', 'async ', 'match x:\n', 'f"{'],
  ...['**kwargs', '*args', 'lr=1, ', '# type: ignore', 'noqa', '\u3000', "f'"],
  ...['import keras\n', 'import tensorflow as tf\n', 'keras.', 'tf.keras.'],
  ...['!pip install tf-keras\n', '%pip install -q "keras<3"\n', '%env A=1\n'],
  ...['os.environ["TF_USE_LEGACY_KERAS"] = "0"\n', '# keras-doctor: ignore\n']
];

const heads = [
  '%%time\n',
  '%%capture out\n',
  '%%bash\n',
  '%%writefile a.py\n',
  '# a comment\n',
  '\n\n',
  '"""text"""\n',
  '!ls\n',
  'from __future__ import annotations\n'
];

const blocks = [
  'if condition:\n',
  'def function(self, *args, **kwargs):\n',
  'class Thing:\n',
  'with scope() as s:\n',
  'for each in many:\n',
  'try:\n    pass\nfinally:\n'
];

/** Done to the text of one cell. */
const ofText: readonly ((text: string, dice: IDice) => string)[] = [
  (text, { at }) => text.slice(0, at % (text.length + 1)),
  (text, { at }) => text.slice(at % (text.length + 1)),
  (text, { at, line }) => splice(text, at, line % 12, ''),
  (text, { at, line }) => splice(text, at, 0, pick(snippets, line)),
  (text, { at, line }) => splice(text, at, line % 5, pick(snippets, line)),
  text => text.replace(/\n/g, '\r\n'),
  text => text.replace(/\n/g, '\r'),
  text => text.replace(/^ +/gm, spaces => '\t'.repeat(spaces.length / 4)),
  text => text.replace(/(?<=[(,]) ?(?=\S)/g, '\n    '),
  text => text.replace(/, /g, ' , '),
  text => text.replace(/,/g, ',  # why\n'),
  text => text.replace(/\s*=\s*/g, ' \\\n= '),
  text => text.replace(/\)/g, ',)'),
  text => text.replace(/\(/g, '( '),
  text => text.replace(/"/g, "'"),
  text => text.replace(/'/g, '"'),
  text => text.replace(/(["'])(\w+)\1/g, '"$2" "$2"'),
  text => text.replace(/["'](\w+)["']/g, 'f"{$1}"'),
  text => text.replace(/\n(?=\w)/g, '; '),
  text => text.replace(/$/gm, ' '),
  text => text.replace(/$/gm, '  # \u{1f600} why'),
  text => text.replace(/(?<=import .*),/g, ' as other,'),
  text => text.replace(/^(from .* import) (.*)$/gm, '$1 (\n    $2\n)'),
  text => text.replace(/^(from .* import) (.*)$/gm, '$1 (  # why\n  $2, $2,)'),
  text => text.replace(/\bas tf\b/g, 'as \u00e9\u{1d4c0}'),
  text => text.replace(/tf\./g, 'tf . '),
  text => text.replace(/^/gm, '>>> '),
  (text, { line }) => pick(heads, line) + text,
  (text, { line }) => pick(blocks, line) + text.replace(/^/gm, '    '),
  (text, { line }) => pick(blocks, line) + text.replace(/^/gm, '\t'),
  (text, { line }) => changeLine(text, line, () => []),
  (text, { line }) => changeLine(text, line, found => [found, found]),
  (text, { line }) => changeLine(text, line, found => [`# ${found}`]),
  (text, { line }) => changeLine(text, line, found => [`    ${found}`]),
  (text, { line }) => changeLine(text, line, found => [`print(${found})`]),
  (text, { line }) => changeLine(text, line, found => [`if x: ${found}`]),
  (text, { line, at }) =>
    changeLine(text, line, found => [
      found,
      ...text.split('\n').slice(at % 20, (at % 20) + 2)
    ])
];

/** Done to the cells as wholes. */
const ofCells: readonly Mutation[] = [
  (cells, { cell, line }) => {
    const [a, b] = [cell % cells.length, line % cells.length];
    return cells.map((each, i) => cells[i === a ? b : i === b ? a : i] ?? each);
  },
  (cells, { cell }) => cells.filter((_, i) => i !== cell % cells.length),
  (cells, { cell }) => {
    return [...cells, pick(cells, cell)];
  },
  change(found => ({ ...found, type: 'markdown' })),
  change(found => ({ ...found, editable: false })),
  change(found => ({ ...found, insertedBy: 'needs-keras-2' })),
  (cells, { cell }) => {
    const from = cell % cells.length;
    const two = cells.slice(from, from + 2);
    const source = two.map(each => each.source).join('\n');
    return [...cells.slice(0, from), { ...two[0], source }].concat(
      cells.slice(from + 2)
    );
  }
];

const mutations: readonly Mutation[] = [
  ...ofCells,
  ...ofText.map(mutate =>
    change((cell, dice) => ({ ...cell, source: mutate(cell.source, dice) }))
  )
];

const dice = fc.record({
  mutation: fc.nat(mutations.length - 1),
  cell: fc.nat(40),
  line: fc.nat(200),
  at: fc.nat(3000)
});

/** Any notebook: some of the corpus, one behind the other, after some mutations. */
export const anyNotebook: fc.Arbitrary<INotebook> = fc
  .record({
    bases: fc.array(fc.nat(notebooks.length - 1), {
      minLength: 1,
      maxLength: 3
    }),
    rolls: fc.array(dice, { maxLength: 6, size: 'max' }),
    language: fc.constantFrom('python', 'python', null)
  })
  .map(({ bases, rolls, language }) => ({
    language,
    cells: rolls
      .reduce<readonly ICell[]>(
        (cells, { mutation, ...rest }) =>
          cells.length === 0 ? cells : mutations[mutation](cells, rest),
        bases.flatMap(base => notebooks[base]).map(codeCell)
      )
      .map((cell, index) => ({ ...cell, id: `c${index}` }))
  }));

function codeCell(source: string, index: number): ICell {
  return {
    id: `c${index}`,
    type: 'code',
    source,
    editable: true,
    insertedBy: null
  };
}

function change(mutate: (cell: ICell, dice: IDice) => ICell): Mutation {
  return (cells, rolled) =>
    cells.map((each, i) =>
      i === rolled.cell % cells.length ? mutate(each, rolled) : each
    );
}

function pick<T>(from: readonly T[], number: number): T {
  return from[number % from.length];
}

function splice(text: string, at: number, length: number, by: string): string {
  const from = at % (text.length + 1);
  return text.slice(0, from) + by + text.slice(from + length);
}

function changeLine(
  text: string,
  line: number,
  to: (found: string) => string[]
): string {
  const lines = text.split('\n');
  const at = line % lines.length;
  return [...lines.slice(0, at), ...to(lines[at]), ...lines.slice(at + 1)].join(
    '\n'
  );
}
