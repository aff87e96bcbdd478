import recorded from '../../../proofs/pins/packaging.json';
import { markerEnvironment } from './marker';
import { appliesTo, normalizeName, parseRequirement } from './requirement';

interface IRecorded {
  name: string;
  rawName: string;
  extras: string[];
  clauses: string[];
  url: string | null;
  marker: string[] | null;
}
const requirements = recorded.requirements as [string, IRecorded | null][];

/** The kernels and extras for which the text's marker holds, named as in the recording. */
function whereItApplies(text: string): string[] {
  const requirement = parseRequirement(text);
  return Object.entries(recorded.kernels).flatMap(
    ([kernel, [python, platform, machine]]) =>
      recorded.extras
        .filter(
          extra =>
            requirement &&
            appliesTo(
              requirement,
              markerEnvironment({ python, platform, machine }),
              extra ? [extra] : []
            )
        )
        .map(extra => `${kernel} ${extra}`.trim())
  );
}

describe('parseRequirement', () => {
  it.each(requirements)('reads `%s` as pip does', (text, expected) => {
    const read = parseRequirement(text);
    expect(
      read && {
        name: read.name,
        rawName: read.rawName,
        extras: [...read.extras].sort(),
        clauses: read.specifier.split(',').filter(Boolean).sort(),
        url: read.url,
        marker: read.marker ? whereItApplies(text) : null
      }
    ).toEqual(expected);
  });

  it('normalises names as PEP 503 says', () => {
    expect(normalizeName('Tensor.Flow__-Hub')).toBe('tensor-flow-hub');
  });

  it.each([
    ['a name', 'a'.repeat(1_000_000)],
    ['dots in a name', 'a' + '.'.repeat(1_000_000)],
    ['extras', `a[${'x,'.repeat(500_000)}x]`],
    ['clauses', 'a' + '>=1,'.repeat(250_000) + '<2'],
    ['brackets', `a; ${'('.repeat(1_000_000)}`],
    ['blanks', `a ${' '.repeat(1_000_000)} >= 1`],
    ['an address', `a @ http://x/${'y'.repeat(1_000_000)}`]
  ])('refuses 1 MB of %s', (_, text) => {
    expect(parseRequirement(text)).toBeNull();
  });

  it('refuses markers that are too deep or too long, and reads the longest text it takes', () => {
    expect(
      parseRequirement(`a; ${'('.repeat(30)}os_name=='a'${')'.repeat(30)}`)
    ).toBeNull();
    expect(
      parseRequirement(`a; ${'('.repeat(10)}os_name=='a'${')'.repeat(10)}`)
    ).not.toBeNull();
    expect(parseRequirement(`a; ${"''<''or ".repeat(490)}''<''`)).toBeNull();
    expect(parseRequirement('a'.repeat(4000))?.name).toHaveLength(4000);
  });

  it('takes 10,000 requirements', () => {
    const texts = Array.from(
      { length: 10_000 },
      (_, i) => `package-${i}>=${i}.0,<${i + 1}; python_version>"3"`
    );
    expect(texts.map(parseRequirement).filter(Boolean)).toHaveLength(10_000);
  });
});
