import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import type { IFacts, INotebook, ISpan } from './model';
import { scan } from './scan';
import { ScanCache } from './scan-cache';

/** Any input at all: nothing is thrown, every span lies in its cell, and a cache changes nothing. */

function notebookOf(
  cells: readonly string[],
  language: string | null = 'python'
): INotebook {
  return {
    language,
    cells: cells.map((source, index) => ({
      id: `c${index}`,
      type: 'code',
      source,
      editable: true,
      insertedBy: null
    }))
  };
}

const FOLDER = join(__dirname, 'cases');
/** The cells of all cases, as material to cut up. */
const CELLS = readdirSync(FOLDER).flatMap(file =>
  readFileSync(join(FOLDER, file), 'utf-8')
    .split(/^### /m)
    .slice(1)
    .flatMap(part =>
      part.slice(part.indexOf('\n') + 1, part.indexOf('\n==>')).split('\n---\n')
    )
);

/** Numbers that look random and are the same in every run (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const SNIPPETS =
  '( ) [ ] { } , . : = == := * ** @ # % ! ? " \' """ \'\'\' \\ \\\n \n \r\n \t if else def class lambda return yield import from as with for in try except del f" f\'{ 0 1e9 \u00e9 \u{1f600} \ue000 \ud800'.split(
    ' '
  );

function mutate(source: string, random: (below: number) => number): string {
  let text = source;
  for (let times = random(4) + 1; times > 0; times--) {
    const from = random(text.length + 1);
    const to = Math.min(text.length, from + random(12));
    const insert = random(2)
      ? SNIPPETS[random(SNIPPETS.length)]
      : text.slice(random(text.length + 1)).slice(0, 20);
    text = text.slice(0, from) + insert + text.slice(random(3) ? from : to);
  }
  return text;
}

function spansOf(facts: IFacts): ISpan[] {
  const calls = facts.references.flatMap(({ call }) => (call ? [call] : []));
  return [
    ...facts.imports.flatMap(found => [
      found.moduleSpan,
      found.nameSpan,
      found.statementSpan
    ]),
    ...facts.references.flatMap(found => [
      found.span,
      found.lastSpan,
      found.fullSpan,
      found.statementSpan
    ]),
    ...calls.flatMap(call => [
      call.argumentsSpan,
      ...call.arguments.flatMap(argument => [argument.span, argument.valueSpan])
    ]),
    ...facts.variables.flatMap(found => [
      found.span,
      ...(found.valueSpan ? [found.valueSpan] : [])
    ]),
    ...facts.installs.flatMap(found => [
      found.span,
      ...found.requirements.map(one => one.span)
    ]),
    ...facts.moduleAliases.map(found => found.span),
    ...facts.magics.map(found => found.span)
  ];
}

function isWithin(inner: ISpan, outer: ISpan): boolean {
  return (
    inner.cell === outer.cell &&
    inner.from >= outer.from &&
    inner.to <= outer.to
  );
}

/** What is claimed about the source must be what stands there. */
function mismatches(facts: IFacts): string[] {
  const text = ({ cell, from, to }: ISpan): string =>
    facts.notebook.cells[cell].source.slice(from, to);
  const wholeCell = ({ cell }: ISpan): ISpan => ({
    cell,
    from: 0,
    to: facts.notebook.cells[cell].source.length
  });
  const claims: [string, ISpan, (span: ISpan) => boolean][] = [
    ...spansOf(facts).map((span): [string, ISpan, (span: ISpan) => boolean] => [
      'inside its cell',
      span,
      () => span.from <= span.to && isWithin(span, wholeCell(span))
    ]),
    ...facts.references.flatMap(
      (found): [string, ISpan, (span: ISpan) => boolean][] => [
        [
          'ends with its last name',
          found.span,
          span => text(span).endsWith(text(found.lastSpan))
        ],
        [
          'inside the whole call',
          found.span,
          span => isWithin(span, found.fullSpan)
        ],
        [
          'inside its statement',
          found.fullSpan,
          span => isWithin(span, found.statementSpan)
        ],
        [
          'arguments in parentheses',
          found.call?.argumentsSpan ?? found.span,
          span => !found.call || text(span).startsWith('(')
        ]
      ]
    ),
    ...facts.installs
      .flatMap(found => found.requirements)
      .filter(({ origin }) => origin === 'written')
      .map((one): [string, ISpan, (span: ISpan) => boolean] => [
        `requirement ${one.text}`,
        one.span,
        span => text(span) === one.text
      ])
  ];
  return claims
    .filter(([, span, holds]) => !holds(span))
    .map(([claim, span]) => `not ${claim}: ${JSON.stringify(text(span))}`);
}

function factsOnly(facts: IFacts): string {
  return JSON.stringify({ ...facts, notebook: null });
}

describe('scan', () => {
  it('says of every case only what stands there', () => {
    expect(CELLS.length).toBeGreaterThan(100);
    for (const cell of CELLS) {
      expect(mismatches(scan(notebookOf([cell])))).toEqual([]);
    }
  });

  it('takes mutilated cells', () => {
    const random = randomFrom(1);
    for (let round = 0; round < 1500; round++) {
      const cells = [0, 1, 2].map(() =>
        mutate(CELLS[random(CELLS.length)], random)
      );
      const wrong = mismatches(scan(notebookOf(cells)));
      if (wrong.length > 0) {
        expect({ cells, wrong }).toEqual({ cells, wrong: [] });
      }
    }
  });

  it('finds the same with a cache as without, whatever is edited', () => {
    const random = randomFrom(2);
    const cache = new ScanCache();
    let cells = Array.from({ length: 12 }, () => CELLS[random(CELLS.length)]);
    for (let round = 0; round < 300; round++) {
      const at = random(cells.length);
      const next = CELLS[random(CELLS.length)];
      const edits = [
        () =>
          cells.map((cell, index) =>
            index === at ? mutate(cell, random) : cell
          ),
        () => cells.map((cell, index) => (index === at ? next : cell)),
        () => [...cells.slice(0, at), next, ...cells.slice(at)],
        () =>
          cells.length > 4
            ? [...cells.slice(0, at), ...cells.slice(at + 1)]
            : cells,
        () => [...cells.slice(at), ...cells.slice(0, at)]
      ];
      cells = edits[random(edits.length)]().slice(0, 25);
      const notebook = notebookOf(cells);
      expect(factsOnly(scan(notebook, cache))).toBe(factsOnly(scan(notebook)));
    }
  });

  it('reads an unchanged cell no second time', () => {
    const cache = new ScanCache();
    const cells = [
      'import keras',
      'model = keras.Sequential()',
      'model.fit(x)'
    ];
    const before = scan(notebookOf(cells), cache);
    const [, , third] = cache.cells;
    const after = scan(
      notebookOf([cells[0], `${cells[1]}  # same`, cells[2]]),
      cache
    );
    expect(cache.cells[2]).toBe(third);
    expect(factsOnly(after)).toBe(factsOnly(before));
    scan(notebookOf([cells[0], 'model = keras.Model()', cells[2]]), cache);
    expect(cache.cells[2]).not.toBe(third);
  });

  it.each([
    ['brackets', `${'('.repeat(10000)}x${')'.repeat(10000)}`],
    ['lists', `x = ${'['.repeat(10000)}${']'.repeat(10000)}`],
    ['open calls', 'f('.repeat(10000)],
    ['dictionaries', '{1:'.repeat(10000)],
    ['attributes', `import a\na${'.b'.repeat(10000)}`],
    ['calls', `import a\na${'(1)'.repeat(10000)}`],
    ['subscripts', `import a\na${'[0]'.repeat(10000)}`],
    ['sums', `import a\n${'a.b + '.repeat(10000)}1`],
    ['conditions', 'a if b else '.repeat(10000)],
    ['logic', `${'a and '.repeat(10000)}b`],
    ['lambdas', `${'lambda x: '.repeat(10000)}x`],
    ['negations', `${'not '.repeat(10000)}x`],
    ['quotes', '"'.repeat(10001)],
    ['format strings', 'f"{'.repeat(10000)],
    [
      'blocks',
      Array.from(
        { length: 1000 },
        (_, depth) => `${' '.repeat(depth)}if a:\n`
      ).join('')
    ],
    [
      'functions',
      Array.from(
        { length: 1000 },
        (_, depth) => `${' '.repeat(depth)}def f():\n`
      ).join('')
    ],
    [
      'classes',
      Array.from(
        { length: 300 },
        (_, depth) => `class A${depth + 1}(A${depth}): pass\n`
      ).join('')
    ],
    ['continuation lines', `!pip install ${'\\\n'.repeat(10000)}`]
  ])('survives 10,000 nested %s', (_, source) => {
    expect(mismatches(scan(notebookOf([source, source])))).toEqual([]);
  });

  it('takes a class whose body unbinds a name', () => {
    const source = 'class A:\n  try:\n    f()\n  except E as e:\n    pass\n';
    expect(mismatches(scan(notebookOf([source])))).toEqual([]);
  });

  it('bounds the following of functions that call each other', () => {
    const functions = Array.from(
      { length: 30 },
      (_, index) =>
        `def f${index}(n):\n    return [${`f${index + 1}(n), `.repeat(20)}]\n`
    );
    const facts = scan(
      notebookOf([
        `import keras\n${functions.join('')}\nf0(keras.Sequential())`
      ])
    );
    expect(facts.references.map(({ name }) => name)).toEqual([
      'keras',
      'keras.Sequential'
    ]);
  });

  it('reads only code cells, and only Python', () => {
    const source = 'import keras';
    const [cell] = notebookOf([source]).cells;
    const types = (['code', 'markdown', 'raw'] as const).map(type => ({
      ...cell,
      type
    }));
    expect(scan({ language: null, cells: types }).imports).toHaveLength(1);
    expect(scan({ language: 'r', cells: types }).imports).toHaveLength(0);
    expect(scan({ language: 'python', cells: [] }).references).toEqual([]);
  });

  it('resolves names out of star imports only where it is told that the module has them', () => {
    const knows = (module: string, name: string): boolean =>
      module === 'keras.layers'
        ? name === 'GRU'
        : module === 'tensorflow.keras.layers' && name !== 'GRU';
    const cells = [
      'from keras.layers import *\nfrom tensorflow.keras.layers import *',
      'GRU(1)\nDense(2)\nprint(3)\ndef f():\n    return GRU(4)'
    ];
    const names = (cache?: ScanCache): string[] =>
      scan(notebookOf(cells), cache)
        .references.filter(({ kind }) => kind === 'call')
        .map(({ name }) => name);
    expect(names()).toEqual([]);
    expect(names(new ScanCache(knows))).toEqual([
      'keras.layers.GRU',
      'tensorflow.keras.layers.Dense',
      'tensorflow.keras.layers.print',
      'keras.layers.GRU'
    ]);
  });
});
