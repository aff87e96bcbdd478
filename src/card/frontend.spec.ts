import { findFrontend } from './frontend';

describe('findFrontend', () => {
  it('finds nothing to call outside of Colab', () => {
    expect(findFrontend({})).toEqual({
      name: 'other',
      addCell: null,
      ask: null
    });
  });

  it('asks the kernel and adds cells in Colab', async () => {
    const calls: unknown[] = [];
    const { addCell, ask } = findFrontend({
      google: {
        colab: {
          kernel: {
            accessAllowed: true,
            invokeFunction: async (...args) => {
              calls.push(args);
              return {
                data: { 'application/json': { payload: 'p', said: 3 } }
              };
            }
          },
          notebook: { addCell: async (...args) => calls.push(args) }
        }
      }
    });
    expect(await ask?.('apply')).toEqual({ payload: 'p', said: null });
    await addCell?.('x = 1');
    expect(calls).toEqual([
      ['keras_doctor.apply', [], {}],
      ['x = 1', 'code']
    ]);
  });

  it('does not ask the kernel of another session', () => {
    const invokeFunction = async () => ({});
    const kernel = { accessAllowed: false, invokeFunction };
    const frontend = findFrontend({ google: { colab: { kernel } } });
    expect(frontend).toEqual({ name: 'colab', addCell: null, ask: null });
  });

  it('survives an answer without data', async () => {
    const kernel = { invokeFunction: async () => ({}) };
    const { ask } = findFrontend({ google: { colab: { kernel } } });
    expect(await ask?.('check')).toEqual({ payload: null, said: null });
  });
});
