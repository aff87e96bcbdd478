import { untranslated } from '../translate';
import { sizeAsFloat } from './size-as-float';

function recognised(evalue: string): string | null | undefined {
  const error = { ename: 'ValueError', evalue, traceback: '' };
  return sizeAsFloat.recognise?.(error, untranslated);
}

const text =
  'Received an invalid value for `units`, expected a positive integer. Received: units=';

describe('size-as-float', () => {
  // The words of Keras 3.3 to 3.12 and of 3.13 and later, as docs/behaviours.md has them.
  it.each([
    `${text}10.0`,
    "Cannot convert '(1, 10.0)' to a shape. Found invalid entry '10.0' of type '<class 'float'>'."
  ])('recognises %s', evalue => {
    expect(recognised(evalue)).toContain('whole number');
  });

  it('tells a NumPy integer from a float by what Keras says of it', () => {
    expect(recognised(`${text}10.0`)).toContain('whole number');
    expect(recognised(`${text}2`)).toContain('NumPy integer');
  });

  it.each(['0', '-1', 'None', 'ten'])('says nothing of %s', value => {
    expect(recognised(text + value)).toBeNull();
  });
});
