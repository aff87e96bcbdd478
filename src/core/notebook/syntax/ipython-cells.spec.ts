import cells from './ipython-cells.json';
import { parseCell } from './parse-cell';

/** The cells are recorded by scripts/record-ipython-cells, with IPython's own transformer and CPython's parser. */
it('reads every cell that IPython runs', () => {
  expect(cells.length).toBeGreaterThan(400);
  expect(cells.filter(cell => parseCell(cell).broken)).toEqual([]);
});

it('knows a cell that Python does not', () => {
  expect(parseCell('x = 2 * * 3').broken).toBe(true);
  expect(parseCell('x = 1. if').broken).toBe(true);
  expect(parseCell('%time for x in').broken).toBe(true);
});
