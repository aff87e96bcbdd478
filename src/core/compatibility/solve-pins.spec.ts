import type { IDistribution } from '../environment/model';
import { pinKnowledge } from './pin-knowledge';
import type { IPinProblem, IPinSolution } from './pins';
import { solvePins } from './solve-pins';

const TF_2_16 = {
  tensorflow: '2.16.2',
  keras: '3.15.1',
  numpy: '1.26.4',
  'ml-dtypes': '0.3.2',
  protobuf: '4.25.9',
  setuptools: '81.0.0'
};
const TF_2_15 = { ...TF_2_16, tensorflow: '2.15.1', keras: '2.15.0' };

/** Distributions with the requirements that the table has for them. */
function distributions(
  versions: Readonly<Record<string, string>>
): Map<string, IDistribution> {
  return new Map(
    Object.entries(versions).map(([name, version]) => [
      name,
      {
        name,
        version,
        requires: pinKnowledge.releases[name]?.[version]?.requires ?? []
      }
    ])
  );
}

function solve(
  installs: readonly (readonly string[])[],
  {
    installed = {},
    python = '3.11.7',
    keras = 'any',
    ...rest
  }: {
    installed?: Readonly<Record<string, string>>;
    python?: string;
    keras?: IPinProblem['keras'];
    platform?: string;
    machine?: string;
    host?: 'colab' | null;
  } = {}
): IPinSolution {
  const environment = {
    python,
    platform: 'linux',
    machine: 'x86_64',
    host: null,
    ...rest,
    distributions: distributions(installed)
  };
  return solvePins({ environment, installs, keras }, pinKnowledge);
}

function changesOf({ changes }: IPinSolution): string[] {
  return changes.map(({ from, to }) => `${from ?? '(new)'} -> ${to}`);
}

describe('one pip command', () => {
  it('with tf-keras of another minor is refused, and tf-keras is moved', () => {
    const solution = solve([['tensorflow==2.16.2', 'tf-keras==2.15.1']], {
      keras: 'keras2'
    });
    expect(solution.status).toBe('conflict');
    expect(solution.conflicts[0]).toEqual({
      kind: 'refused',
      requirement: 'tensorflow<2.16,>=2.15',
      requiredBy: 'tf-keras 2.15.1',
      found: 'tensorflow==2.16.2',
      message:
        'ERROR: ResolutionImpossible: The user requested tensorflow==2.16.2; tf-keras 2.15.1 depends on tensorflow<2.16 and >=2.15'
    });
    expect(solution.changes).toEqual([
      {
        name: 'tf-keras',
        from: 'tf-keras==2.15.1',
        to: 'tf-keras~=2.16.0',
        because: solution.conflicts[0].message
      }
    ]);
    expect(solution.advice).toEqual([]);
  });

  it('that fits is left alone', () => {
    expect(
      solve([['tensorflow==2.16.2', 'tf-keras~=2.16.0']], { keras: 'keras2' })
    ).toEqual({
      status: 'ok',
      conflicts: [],
      changes: [],
      advice: []
    });
  });

  it('keeps the name and the extras as written', () => {
    const solution = solve([
      ['tensorflow[and-cuda]==2.17.1', 'tf_keras==2.16.0']
    ]);
    expect(changesOf(solution)).toEqual([
      'tf_keras==2.16.0 -> tf-keras~=2.17.0'
    ]);
  });

  it('moves several companions rather than TensorFlow', () => {
    const solution = solve([
      ['tensorflow==2.16.2', 'tensorflow-text==2.17.0', 'tf-keras==2.17.0']
    ]);
    expect(changesOf(solution)).toEqual([
      'tensorflow-text==2.17.0 -> tensorflow-text==2.16.1',
      'tf-keras==2.17.0 -> tf-keras~=2.16.0'
    ]);
  });

  it('moves TensorFlow where nothing else helps', () => {
    const solution = solve([
      ['tensorflow==2.16.2', 'transformers[tf]==4.38.2']
    ]);
    expect(changesOf(solution)).toEqual([
      'tensorflow==2.16.2 -> tensorflow==2.15.1',
      // tensorflow-text 2.15 brings tensorflow-hub
      '(new) -> setuptools<82'
    ]);
  });
});

describe('pip commands one after the other', () => {
  it('leave a warning', () => {
    const solution = solve([['tf-keras==2.15.1'], ['tensorflow==2.16.2']]);
    expect(
      solution.conflicts.map(({ kind, message }) => [kind, message])
    ).toContainEqual([
      'broken',
      'tf-keras 2.15.1 requires tensorflow<2.16,>=2.15, but you have tensorflow 2.16.2 which is incompatible.'
    ]);
    expect(changesOf(solution)).toEqual([
      'tf-keras==2.15.1 -> tf-keras~=2.16.0'
    ]);
  });

  it('undo each other', () => {
    const solution = solve([['tensorflow==2.16.2'], ['tf-keras']]);
    expect(solution.conflicts[0].kind).toBe('moved');
    expect(solution.conflicts[0].message).toContain(
      'in place of tensorflow==2.16.2'
    );
    expect(changesOf(solution)).toEqual(['tf-keras -> tf-keras~=2.16.0']);
  });

  it('may put something else in the place of what they installed before', () => {
    expect(solve([['tensorflow==2.15.1'], ['tensorflow==2.16.2']]).status).toBe(
      'ok'
    );
  });
});

describe('a downgrade below what is installed', () => {
  it('pins tf-keras and takes the companions along', () => {
    const solution = solve([['tensorflow==2.15.1'], ['tf-keras']], {
      keras: 'keras2',
      installed: {
        ...TF_2_16,
        'tf-keras': '2.16.0',
        'tensorflow-text': '2.16.1'
      }
    });
    expect(changesOf(solution)).toEqual([
      'tf-keras -> tf-keras~=2.15.1',
      '(new) -> tensorflow-text==2.15.0'
    ]);
  });
});

describe('what is installed', () => {
  it('is not moved by an unpinned tf-keras', () => {
    const solution = solve([['tf-keras']], {
      installed: TF_2_16,
      keras: 'keras2'
    });
    expect(solution.conflicts[0]).toMatchObject({
      kind: 'moved',
      found: 'tensorflow 2.16.2',
      requirement: 'tensorflow<2.22,>=2.21'
    });
    expect(changesOf(solution)).toEqual(['tf-keras -> tf-keras~=2.16.0']);
  });

  it('gets the tf-keras that Keras 2 needs', () => {
    const solution = solve([], { installed: TF_2_16, keras: 'keras2' });
    expect(solution.conflicts[0].kind).toBe('wanted-keras');
    expect(changesOf(solution)).toEqual(['(new) -> tf-keras~=2.16.0']);
  });

  it('is mended where it is broken already', () => {
    const solution = solve([], {
      installed: { ...TF_2_16, 'tf-keras': '2.15.1' }
    });
    expect(solution.conflicts[0].kind).toBe('broken');
    expect(changesOf(solution)).toEqual(['(new) -> tf-keras~=2.16.0']);
  });

  it('is moved when Keras 3 is wanted and TensorFlow has none', () => {
    const solution = solve([], { installed: TF_2_15, keras: 'keras3' });
    expect(changesOf(solution)).toEqual(['(new) -> tensorflow==2.21.0']);
  });

  it('counts when it is broken by a pin', () => {
    const solution = solve([['numpy==2.1.0']], { installed: TF_2_16 });
    expect(solution.conflicts[0].message).toContain(
      'but you have numpy 2.1.0 which is incompatible.'
    );
    expect(changesOf(solution)).toEqual(['numpy==2.1.0 -> numpy==1.26.4']);
  });

  it('may be tensorflow-cpu', () => {
    const { tensorflow, ...others } = TF_2_16;
    const installed = { ...others, 'tensorflow-cpu': tensorflow };
    expect(
      changesOf(solve([['tf-keras']], { installed, keras: 'keras2' }))
    ).toEqual(['tf-keras -> tf-keras~=2.16.0']);
  });

  it('may be broken in a way that is not the business of Keras', () => {
    const installed = distributions(TF_2_16);
    installed.set('jax', {
      name: 'jax',
      version: '0.4.0',
      requires: ['numpy>=2', 'nonsense >=']
    });
    const environment = {
      python: '3.11.7',
      platform: 'linux',
      machine: 'x86_64',
      host: null,
      distributions: installed
    };
    const solved = solvePins(
      { environment, installs: [], keras: 'keras2' },
      pinKnowledge
    );
    expect(changesOf(solved)).toEqual(['(new) -> tf-keras~=2.16.0']);
  });
});

describe('what was seen to fail', () => {
  it('tensorflow-hub with a setuptools that has no pkg_resources', () => {
    const installed = {
      ...TF_2_16,
      setuptools: '84.2.1',
      'tensorflow-hub': '0.16.1',
      'tf-keras': '2.16.0'
    };
    const solution = solve([], { installed });
    expect(solution.conflicts[0]).toMatchObject({
      kind: 'incompatible',
      requirement: 'setuptools<82'
    });
    expect(changesOf(solution)).toEqual(['(new) -> setuptools<82']);
  });

  it('tensorflow-addons on TensorFlow 2.16, which only another TensorFlow mends', () => {
    const solution = solve([['tensorflow-addons']], { installed: TF_2_16 });
    expect(solution.conflicts[0].kind).toBe('incompatible');
    expect(changesOf(solution)).toEqual(['(new) -> tensorflow==2.15.1']);
  });
});

describe('where no solution exists', () => {
  it('names the releases that this Python can install and the Pythons that can install the pin', () => {
    const solution = solve([['tensorflow==2.15']], { python: '3.12.1' });
    expect(solution.status).toBe('impossible');
    expect(solution.conflicts[0]).toMatchObject({
      kind: 'no-release',
      message: 'ERROR: No matching distribution found for tensorflow==2.15'
    });
    expect(solution.changes).toEqual([]);
    expect(solution.advice).toMatchObject([
      {
        kind: 'another-release',
        name: 'tensorflow',
        versions: ['2.16', '2.17', '2.18', '2.19', '2.20', '2.21']
      },
      { kind: 'another-python', versions: ['3.9', '3.10', '3.11'] }
    ]);
  });

  it.each([
    [
      '3.13.15',
      'tensorflow==2.18',
      "Colab's runtime version 2026.07 has Python 3.12.13, which can install it."
    ],
    [
      '3.12.13',
      'tensorflow==2.15',
      "None of Colab's runtime versions has a Python that can install it."
    ]
  ])('goes by the runtimes on Colab', (python, pin, message) => {
    const { advice } = solve([[pin]], { python, host: 'colab' });
    expect(advice).toContainEqual(
      expect.objectContaining({ kind: 'pin-runtime', message })
    );
    expect(advice.map(({ kind }) => kind)).not.toContain('another-python');
  });

  it.each([
    ['a runtime has it', '3.13.15', ['tensorflow-decision-forests==1.12.0']],
    [
      'its own could do it',
      '3.12.13',
      ['tensorflow-decision-forests==1.12.0', 'keras==3.11.0']
    ]
  ])('names no Python on Colab where %s', (_, python, pins) => {
    const { status, advice } = solve([pins], {
      python,
      host: 'colab',
      installed: { tensorflow: '2.20.0', 'tf-keras': '2.20.1' }
    });
    expect(status).toBe('impossible');
    expect(advice.map(({ kind }) => kind)).not.toContain('pin-runtime');
  });

  it('says so on a platform without wheels', () => {
    const { status, advice } = solve([['tensorflow']], {
      platform: 'emscripten',
      machine: 'wasm32'
    });
    expect(status).toBe('impossible');
    expect(advice[0].message).toBe(
      'No release of tensorflow can be installed on Python 3.11.7 and this platform.'
    );
  });

  it('knows the wheels of Apple silicon', () => {
    const mac = { platform: 'darwin', machine: 'arm64' };
    expect(solve([['tensorflow==2.16.2']], mac).status).toBe('ok');
    expect(solve([['tensorflow==2.11.0']], mac).status).toBe('impossible');
  });

  it('names the package to drop', () => {
    const { status, advice } = solve(
      [['tensorflow==2.20.0', 'tensorflow-addons']],
      { python: '3.13.0' }
    );
    expect(status).toBe('impossible');
    expect(advice).toMatchObject([
      { kind: 'drop-package', name: 'tensorflow-addons' }
    ]);
  });
});

describe('bad input', () => {
  it('is let pass: unknown packages, addresses, nonsense', () => {
    const installs = [
      [
        'no-such-package==1.0',
        '==',
        '',
        '--quiet',
        '../here',
        'constructor',
        '__proto__'
      ],
      ['tensorflow @ https://example.org/tensorflow.whl']
    ];
    expect(solve(installs).status).toBe('ok');
    expect(
      solve(installs, { installed: { tensorflow: 'unknown', numpy: '' } })
        .status
    ).toBe('ok');
  });

  it('takes releases that are newer than the table', () => {
    expect(
      solve([['tensorflow==2.99.1', 'tf-keras~=2.99.0']], { keras: 'keras2' })
        .status
    ).toBe('ok');
    const solution = solve([['tensorflow==2.99.1', 'tf-keras==2.21.0']], {
      keras: 'keras2'
    });
    expect(changesOf(solution)).toEqual([
      'tf-keras==2.21.0 -> tf-keras~=2.99.0'
    ]);
  });

  it('is bounded: 10,000 requirements, 1 MB texts, thousands of distributions', () => {
    const long = 'x'.repeat(1_000_000);
    const many = Array.from({ length: 10_000 }, (_, i) => `package-${i}>=${i}`);
    const installed = distributions(TF_2_16);
    for (let i = 0; i < 5000; i++) {
      installed.set(`package-${i}`, {
        name: `package-${i}`,
        version: long,
        requires: [long, ...many.slice(0, 50)]
      });
    }
    installed.set('hostile', {
      name: 'hostile',
      version: '1.0',
      requires: many
    });
    const environment = {
      python: long,
      platform: long,
      machine: long,
      host: null,
      distributions: installed
    };
    const installs = [
      [long, ...many],
      ...Array.from({ length: 500 }, () => ['tensorflow', long])
    ];
    expect(
      solvePins({ environment, installs, keras: 'keras2' }, pinKnowledge).status
    ).toBe('impossible');
  });

  it('is bounded: requirements that contradict each other in every combination', () => {
    const releases = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [
        `p${i}`,
        Object.fromEntries(
          Array.from({ length: 12 }, (__, version) => [
            `${version}.0`,
            {
              wheels: 'any',
              requires: Array.from(
                { length: 12 },
                (___, other) =>
                  `p${other}==${(version + other - i + 12) % 11}.0`
              )
            }
          ])
        )
      ])
    );
    const environment = {
      python: '3.11.7',
      platform: 'linux',
      machine: 'x86_64',
      host: null,
      distributions: new Map()
    };
    const installs = [Object.keys(releases)];
    const solution = solvePins(
      { environment, installs, keras: 'any' },
      { releases, requirements: [] }
    );
    expect(['impossible', 'conflict', 'ok']).toContain(solution.status);
  });
});
