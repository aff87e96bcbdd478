import recorded from '../../../proofs/pins/packaging.json';
import {
  compareVersions,
  isPrerelease,
  isSpecifier,
  isVersion,
  minorOf,
  satisfies
} from './version';

const { ordered, versions } = recorded;
const specifiers = recorded.specifiers as [
  string,
  string[] | null,
  string[] | null
][];

describe('versions', () => {
  it('are ordered as in PEP 440', () => {
    const shuffled = ordered.slice().reverse();
    expect(shuffled.sort(compareVersions)).toEqual(ordered);
  });

  it('that are none come first and are never satisfied', () => {
    expect(['2.0', 'unknown', '', '1.0'].sort(compareVersions)).toEqual([
      '',
      'unknown',
      '1.0',
      '2.0'
    ]);
    expect(isVersion('2.16.2-SNAPSHOT')).toBe(false);
    expect(satisfies('unknown', '>=1.0')).toBe(false);
    expect(satisfies('unknown', '==1.*')).toBe(false);
    expect(satisfies('unknown', '===unknown')).toBe(true);
  });

  it('tell their minor and whether they are pre-releases', () => {
    expect(minorOf('2.16.2rc1')).toBe('2.16');
    expect(minorOf('3')).toBe('3.0');
    expect(minorOf('three')).toBeNull();
    expect(isPrerelease('2.16.0rc0')).toBe(true);
    expect(isPrerelease('2.15.0.post1')).toBe(false);
  });
});

describe('specifiers', () => {
  it.each(specifiers)(
    '%s lets in what pip lets in',
    (specifier, usually, withPrereleases) => {
      expect(isSpecifier(specifier)).toBe(usually !== null);
      expect(versions.filter(version => satisfies(version, specifier))).toEqual(
        usually ?? []
      );
      expect(
        versions.filter(version =>
          satisfies(version, specifier, { prereleases: true })
        )
      ).toEqual(withPrereleases ?? []);
    }
  );

  it.each([
    ['digits', '>=' + '1'.repeat(1_000_000)],
    ['dots', '==' + '1.'.repeat(500_000)],
    ['clauses', '>=1,'.repeat(250_000)],
    ['blanks', ' '.repeat(1_000_000) + '>=1'],
    ['a local label', '==1+' + 'a.'.repeat(500_000)]
  ])('of 1 MB of %s are refused', (_, specifier) => {
    expect(isSpecifier(specifier)).toBe(false);
    expect(satisfies('1.0', specifier)).toBe(false);
    expect(satisfies(specifier, '>=1.0')).toBe(false);
  });
});
