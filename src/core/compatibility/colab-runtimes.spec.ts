import { chooseRuntime, colabRuntimes } from './colab-runtimes';

const names = (requirements: string[]) =>
  chooseRuntime(requirements)?.runtime.name ?? null;

describe('chooseRuntime', () => {
  it('lists the runtimes newest first', () => {
    expect(colabRuntimes.map(({ name }) => name)).toEqual([
      'latest',
      '2026.07',
      '2026.04',
      '2026.01'
    ]);
  });

  it.each([
    [['tensorflow==2.19.0'], '2026.04'],
    [['tensorflow==2.19.0', 'keras==3.10.0'], '2026.01'],
    [['tensorflow==2.20.0', 'tf_keras==2.20.0'], '2026.07'],
    [['tensorflow>=2.19'], 'latest'],
    [['transformers<5'], '2026.01'],
    [['tensorflow-decision-forests==1.12.0'], '2026.04'],
    [['tensorflow==2.19.0', 'tqdm==4.1'], '2026.04']
  ])('%j is what %s has', (requirements, name) => {
    expect(names(requirements)).toBe(name);
  });

  it.each([
    [[]],
    [['tensorflow']],
    [['tqdm==4.1']],
    [['tensorflow==2.15.0']],
    [['tensorflow==2.19.0', 'numpy==1.26.4']],
    [['tensorflow==2.20.0', 'tensorflow-decision-forests==1.12.0']],
    [['tensorflow==nonsense', '--upgrade', '']]
  ])('%j is no reason to choose one, or none has it', requirements => {
    expect(chooseRuntime(requirements)).toBeNull();
  });

  it('names the requirements that decided', () => {
    const choice = chooseRuntime(['TensorFlow[and-cuda]==2.19.0', 'tqdm']);
    expect(choice?.requirements).toEqual(['TensorFlow==2.19.0']);
  });
});
