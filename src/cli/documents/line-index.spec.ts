import fc from 'fast-check';
import { LineIndex } from './line-index';

it('finds what counting finds', () => {
  const text = fc
    .array(fc.constantFrom('a', '\n', '\r\n', '\u00e9'), { maxLength: 30 })
    .map(parts => parts.join(''));
  fc.assert(
    fc.property(text, fc.nat(), (source, pick) => {
      const offset = pick % (source.length + 1);
      const lines = source.slice(0, offset).split('\n');
      expect(new LineIndex(source).placeOf(offset)).toEqual({
        line: lines.length,
        column: lines[lines.length - 1].length + 1
      });
    })
  );
});
