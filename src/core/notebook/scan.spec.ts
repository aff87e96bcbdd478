import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import type { ICall, IFacts, INotebook, ISpan, Value } from './model';
import { scan } from './scan';

/**
 * The cases are in `cases/*.txt`, one file per idea: a title, cells with `---` between them, `==>`, and the facts that must come out.
 * To accept new output after looking at it, run the spec once with `UPDATE_CASES=1`.
 */
const FOLDER = join(__dirname, 'cases');

function notebookOf(cells: readonly string[]): INotebook {
  return {
    language: 'python',
    cells: cells.map((source, index) => ({
      id: `c${index}`,
      type: 'code',
      source,
      editable: true,
      insertedBy: null
    }))
  };
}

function showValue(value: Value): string {
  switch (value.kind) {
    case 'literal':
      return JSON.stringify(value.value);
    case 'name':
      return value.name;
    case 'instance':
      return `<${value.of}${value.ragged ? ' ragged' : ''}>`;
    case 'sequence':
      return `[${value.items.map(showValue).join(', ')}]`;
    case 'text':
      return `…${value.ending}`;
    case 'unknown':
      return '?';
  }
}

function showCall(call: ICall | null): string {
  if (!call) {
    return '';
  }
  const shown = call.arguments.map(
    ({ keyword, value }) =>
      (keyword === null ? '' : `${keyword}=`) + showValue(value)
  );
  return `(${[...shown, ...(call.open ? ['…'] : [])].join(', ')})`;
}

/** Which facts a file of cases is about; the others are left out of it. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  'imports.txt': ['import', 'ref import', 'ref call'],
  'installs.txt': ['install'],
  'paths.txt': ['ref call'],
  'variables.txt': ['variable', 'alias'],
  'magics.txt': ['ref call', 'ref read', 'magic', 'unparsable']
};
const REFERENCES = [
  'ref read',
  'ref call',
  'ref subclass',
  'ref assign',
  'unparsable'
];

/** What stands behind a requirement that is not written out. */
const ORIGINS = { written: '', expanded: '(expanded)', unread: '(unread)' };

function show(facts: IFacts, kinds: readonly string[]): string[] {
  const text = ({ cell, from, to }: ISpan): string =>
    JSON.stringify(facts.notebook.cells[cell].source.slice(from, to));
  const guarded = ({ guard }: { guard: string | null }): string =>
    guard ? ` [${guard}]` : '';
  const lines = [
    ...facts.imports.map(
      found =>
        `import ${found.module}${found.name === null ? '' : ` : ${found.name}`} as ${found.alias} ` +
        `${text(found.moduleSpan)} ${text(found.nameSpan)}${found.importsTensorFlow ? ' TF' : ''}${guarded(found)}`
    ),
    ...facts.references.map(
      found =>
        `ref ${found.kind} ${found.name}${showCall(found.call)} ${text(found.span)}${guarded(found)}`
    ),
    ...facts.installs.map(
      found =>
        `install ${found.tool} ${found.action} ${JSON.stringify(found.command)} ` +
        `{${found.requirements.map(one => `${one.quote}${one.text}${one.quote}${ORIGINS[one.origin]}`).join(' ')}} [${found.options.join(' ')}]` +
        `${found.upgrade ? ' upgrade' : ''} ${text(found.span)}${guarded(found)}`
    ),
    ...facts.variables.map(
      found =>
        `variable ${found.how} ${found.variable} ${JSON.stringify(found.value)}${found.effective ? '' : ' no effect'} ` +
        `${text(found.span)} ${found.valueSpan ? text(found.valueSpan) : '-'}${guarded(found)}`
    ),
    ...facts.moduleAliases.map(
      ({ module, target, span }) => `alias ${module} ${target} ${text(span)}`
    ),
    ...facts.magics.map(
      ({ name, argument, span }) =>
        `magic ${name} ${JSON.stringify(argument)} ${text(span)}`
    ),
    ...facts.unparsable.map(cell => `unparsable ${cell}`)
  ];
  return lines.filter(line => kinds.some(kind => line.startsWith(`${kind} `)));
}

interface ICase {
  readonly title: string;
  readonly cells: readonly string[];
  readonly expected: string;
}

function readCases(content: string): ICase[] {
  return content
    .split(/^### /m)
    .slice(1)
    .map(part => {
      const [head, expected] = part.split(/^==>\n?/m);
      const [title, ...lines] = head.split('\n');
      const cells = lines
        .join('\n')
        .replace(/\\r$/gm, '\r')
        .trimEnd()
        .split('\n---\n');
      return { title, cells, expected: expected.trim() };
    });
}

describe.each(readdirSync(FOLDER))('cases/%s', file => {
  const path = join(FOLDER, file);
  const cases = readCases(readFileSync(path, 'utf-8'));
  const kinds = SHOWN[file] ?? REFERENCES;
  const shown = cases.map(({ cells }) =>
    show(scan(notebookOf(cells)), kinds).join('\n')
  );

  if (process.env.UPDATE_CASES) {
    const content = cases.map(({ title, cells }, index) => {
      const source = cells.join('\n---\n').replace(/\r$/gm, '\\r');
      return `### ${title}\n${source}\n==>\n${shown[index]}${shown[index] && '\n'}`;
    });
    writeFileSync(path, content.join('\n'));
  }

  it.each(
    cases.map(({ title, expected }, index) => ({ title, expected, index }))
  )('$title', ({ expected, index }) => {
    expect(shown[index]).toBe(expected);
  });
});
