import { readPayload } from './payload';

const read = (value: unknown) => readPayload(JSON.stringify(value));

describe('readPayload', () => {
  it('reads what Python writes', () => {
    const payload = read({
      mode: 'error',
      probe: '{}',
      notebook: {
        origin: 'file',
        saved: false,
        language: 'Python',
        cells: [
          {
            type: 'code',
            source: 'a',
            editable: false,
            insertedBy: 'needs-keras-2'
          },
          { type: 'markdown', source: '', editable: true, insertedBy: null }
        ]
      },
      error: { ename: 'E', evalue: 'v', traceback: 't' }
    });
    expect(payload).toEqual({
      mode: 'error',
      probe: '{}',
      origin: 'file',
      saved: false,
      notebook: {
        language: 'python',
        cells: [
          {
            id: '0',
            type: 'code',
            source: 'a',
            editable: false,
            insertedBy: 'needs-keras-2'
          },
          {
            id: '1',
            type: 'markdown',
            source: '',
            editable: true,
            insertedBy: null
          }
        ]
      },
      error: { output_type: 'error', ename: 'E', evalue: 'v', traceback: 't' }
    });
  });

  it.each([null, [], 'text', {}, { probe: 3 }, { probe: '{}' }])(
    'refuses %j',
    value => {
      expect(() => read(value)).toThrow('holds no diagnosis');
    }
  );

  it('takes nothing of another shape', () => {
    const { notebook, ...payload } = read({
      mode: 'erase',
      probe: '{}',
      notebook: {
        origin: 5,
        cells: [null, 3, { source: ['x'], type: 'html' }]
      },
      error: 'text'
    });
    expect(payload).toEqual({
      mode: 'full',
      probe: '{}',
      origin: 'history',
      saved: true,
      error: null
    });
    expect(notebook.cells.map(({ source }) => source)).toEqual(['', '', '']);
  });

  it('has a bound', () => {
    const cells = new Array(3000).fill({ source: 'x' });
    expect(
      read({ probe: '', notebook: { cells } }).notebook.cells
    ).toHaveLength(2000);
  });
});
