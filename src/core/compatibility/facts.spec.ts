import facts from './facts.json';
import {
  hasTensorflowClasses,
  honoursLegacyKeras,
  isLegacyKerasValue,
  testedBuild
} from './facts';
import { matchingTfKeras } from './matching-tf-keras';
import releases from './releases.json';
import { parseRequirement } from './requirement';
import { isSpecifier } from './version';

it.each(facts.requirements)(
  'the row on $name $versions can be read and says where it is from',
  row => {
    expect(Object.keys(releases)).toContain(row.name);
    expect(isSpecifier(row.versions)).toBe(true);
    for (const text of row.requires) {
      expect(Object.keys(releases)).toContain(parseRequirement(text)?.name);
    }
    expect(row.source.length).toBeGreaterThan(10);
    expect(row.proof.fails.length).toBeGreaterThan(5);
  }
);

it('knows the values that switch to legacy Keras', () => {
  expect(['1', 'true', 'True'].every(isLegacyKerasValue)).toBe(true);
  expect(
    ['TRUE', 'yes', '2', ' 1', '"1"', '', '0', null].some(isLegacyKerasValue)
  ).toBe(false);
});

it('knows which TensorFlow looks at the variable', () => {
  expect(
    ['2.15.0', '2.16.2', '2.21.0rc1', '3.0'].every(honoursLegacyKeras)
  ).toBe(true);
  expect(
    ['2.9.3', '2.14.1', '1.15.0', 'unknown'].some(honoursLegacyKeras)
  ).toBe(false);
});

it('knows the tested builds', () => {
  expect(testedBuild('2.15.0.post1')).toMatchObject({
    cuda: '12.2',
    cudnn: '8.9'
  });
  expect(testedBuild('2.8.0')).toBeNull();
});

it('knows who has TensorFlow classes', () => {
  expect(hasTensorflowClasses('transformers', '4.57.6')).toBe(true);
  expect(hasTensorflowClasses('transformers', '5.0.0')).toBe(false);
  expect(hasTensorflowClasses('keras', '3.0.0')).toBe(true);
});

it('names the tf-keras of a TensorFlow', () => {
  expect(matchingTfKeras('2.16.2')).toBe('tf-keras~=2.16.0');
  expect(matchingTfKeras('2.15.0.post1')).toBe('tf-keras~=2.15.1');
  expect(matchingTfKeras('2.20.0rc0')).toBe('tf-keras~=2.20.0');
  expect(matchingTfKeras('2.14.1')).toBeNull();
  expect(matchingTfKeras('two')).toBeNull();
});
