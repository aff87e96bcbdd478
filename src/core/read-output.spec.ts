import { readOutputs } from './read-output';
import { recognise } from './recognise';
import { untranslated } from './translate';

describe('readOutputs', () => {
  it('strips colours and keeps chained causes', () => {
    const [error] = readOutputs([
      {
        output_type: 'error',
        ename: 'RuntimeError',
        evalue: 'Failed to import transformers',
        traceback: [
          '\u001b[0;31mValueError\u001b[0m: the cause',
          'RuntimeError: the consequence'
        ]
      }
    ]);
    expect(error.traceback).toBe(
      'ValueError: the cause\nRuntimeError: the consequence'
    );
  });

  it('reads a stream only where it tells of trouble', () => {
    expect(readOutputs([{ output_type: 'stream', text: 'epoch 1' }])).toEqual(
      []
    );
    expect(
      readOutputs([
        {
          output_type: 'stream',
          text: [
            'ERROR: No matching distribution found for tensorflow==2.13.0\n'
          ]
        }
      ])
    ).toHaveLength(1);
  });

  it.each([
    [null],
    ['text'],
    [{ output_type: 'error', traceback: [1, null] }],
    [{ output_type: 7 }]
  ])('bears %j', output => {
    expect(() => readOutputs([output])).not.toThrow();
  });

  it('is bounded', () => {
    const [error] = readOutputs([
      {
        output_type: 'error',
        ename: 'x'.repeat(1e6),
        evalue: 'y'.repeat(1e6),
        traceback: 'z'.repeat(5e6)
      }
    ]);
    expect(JSON.stringify(error).length).toBeLessThan(50_000);
  });
});

describe('recognise', () => {
  it('knows the words of Keras 3 for batch_input_shape', () => {
    const evalue =
      "Unrecognized keyword arguments passed to GRU: {'batch_input_shape': [1, None, 3]}";
    const found = recognise(
      { ename: 'ValueError', evalue, traceback: `ValueError: ${evalue}` },
      untranslated
    );
    expect(found?.rule).toBe('batch-input-shape');
  });

  it('is silent about errors of another kind', () => {
    const error = {
      ename: 'ZeroDivisionError',
      evalue: 'division by zero',
      traceback: 'ZeroDivisionError: division by zero'
    };
    expect(recognise(error, untranslated)).toBeNull();
  });
});
