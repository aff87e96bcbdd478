import { makeEnvironment } from '../environment/make-environment';
import type { IEnvironment, IInstallerRecord } from '../environment/model';
import { makeNotebook } from '../notebook/make-notebook';
import { scan } from '../notebook/scan';
import { untranslated } from '../translate';
import { explainByHand } from './by-hand';
import { chooseInstaller } from './choose-installer';
import { installLines } from './install-lines';
import { installsWithEffect } from './installs-with-effect';

const plain: IInstallerRecord = {
  pip: true,
  uv: null,
  uvModule: false,
  ensurepip: true,
  conda: false,
  condaTool: null,
  managed: false,
  writable: true,
  userSite: 'off'
};

interface IKernel extends Partial<IInstallerRecord> {
  readonly shellPip?: IEnvironment['pip'];
  readonly pipVersion?: string;
}

function kernel({ shellPip, pipVersion, ...changes }: IKernel): IEnvironment {
  const versions: Record<string, string> = pipVersion
    ? { pip: pipVersion }
    : {};
  return {
    ...makeEnvironment({ python: '3.12.4', versions }),
    pip: shellPip ?? null,
    installer: { ...plain, ...changes }
  };
}

function lines(
  environment: IEnvironment,
  pipStyle: '%pip' | '!pip' = '%pip'
): readonly string[] | null {
  return installLines(
    { environment, options: { pipStyle } },
    ['keras<4'],
    ['--no-deps']
  );
}

const userSite = [
  'import site',
  'if site.ENABLE_USER_SITE: site.addsitedir(site.getusersitepackages())'
];

describe('installLines', () => {
  it.each<[string, IKernel, readonly string[]]>([
    ['pip', {}, ['%pip install -q --no-deps "keras<4"']],
    [
      'a uv on the path and no pip',
      { pip: false, uv: 'refuses' },
      [
        'import sys',
        '!uv pip install -q --python "{sys.executable}" --no-deps "keras<4"'
      ]
    ],
    [
      'a uv that would go elsewhere by itself',
      { pip: false, uv: 'other', ensurepip: false },
      [
        'import sys',
        '!uv pip install -q --python "{sys.executable}" --no-deps "keras<4"'
      ]
    ],
    [
      'a uv beside the kernel that no shell finds',
      { pip: false, uvModule: true },
      [
        'import sys',
        '!"{sys.executable}" -m uv pip install -q --python "{sys.executable}" --no-deps "keras<4"'
      ]
    ],
    [
      'ensurepip alone',
      { pip: false },
      [
        'import sys',
        '!"{sys.executable}" -m ensurepip',
        '%pip install -q --no-deps "keras<4"'
      ]
    ],
    [
      "the system's own Python",
      { managed: true, userSite: 'on-path' },
      ['%pip install -q --user --break-system-packages --no-deps "keras<4"']
    ],
    [
      "the system's own Python, and a user's folder that is not there yet",
      { managed: true, userSite: 'enabled' },
      [
        '%pip install -q --user --break-system-packages --no-deps "keras<4"',
        ...userSite
      ]
    ],
    [
      "the system's own Python without a user's folder",
      { managed: true },
      ['%pip install -q --break-system-packages --no-deps "keras<4"']
    ],
    [
      'a pip that does not know PEP 668',
      { managed: true, pipVersion: '22.3.1' },
      ['%pip install -q --no-deps "keras<4"']
    ],
    [
      "read-only packages and a user's folder",
      { writable: false, userSite: 'on-path' },
      ['%pip install -q --no-deps "keras<4"']
    ],
    [
      "read-only packages and a user's folder that is not there yet",
      { writable: false, userSite: 'enabled' },
      ['%pip install -q --no-deps "keras<4"', ...userSite]
    ],
    [
      'an environment of conda',
      { conda: true, condaTool: 'mamba' },
      ['%pip install -q --no-deps "keras<4"']
    ]
  ])('works with %s', (_, changes, expected) => {
    expect(lines(kernel(changes))).toEqual(expected);
  });

  it('goes by pip where nothing is known', () => {
    const environment = makeEnvironment({ python: '3.12.4', versions: {} });
    expect(lines(environment)).toEqual(['%pip install -q --no-deps "keras<4"']);
    expect(
      chooseInstaller({ ...kernel({ pip: false }), platform: 'emscripten' })
    ).toEqual({
      tool: 'pip',
      options: []
    });
  });

  it.each<[IKernel['shellPip'], string]>([
    ['own', '!pip'],
    [null, '!pip'],
    ['other', '%pip'],
    ['none', '%pip']
  ])('writes !pip only where that is the kernel’s: %s', (shellPip, start) => {
    const [line] = lines(kernel({ shellPip }), '!pip') ?? [];
    expect(line).toBe(`${start} install -q --no-deps "keras<4"`);
  });

  it.each<[IKernel, RegExp]>([
    [{ writable: false }, /read-only/],
    [{ pip: false, uv: 'own', writable: false }, /read-only/],
    [{ pip: false, ensurepip: false }, /pip install --user uv/],
    [
      { pip: false, ensurepip: false, conda: true, condaTool: 'micromamba' },
      /"micromamba install pip"/
    ],
    [
      { pip: false, ensurepip: false, conda: true, condaTool: 'pixi' },
      /"pixi add pip"/
    ],
    [{ pip: false, managed: true }, /apt install python3-pip/]
  ])('leaves it to the user in %j', (changes, told) => {
    expect(lines(kernel(changes))).toBeNull();
    expect(explainByHand(kernel(changes), untranslated)).toMatch(told);
  });

  it('says nothing where a cell can install', () => {
    expect(explainByHand(kernel({}), untranslated)).toBeNull();
  });
});

/** The lines of the cells that have an effect, as written. */
function effective(environment: IEnvironment, ...cells: string[]): string[] {
  const { installs, notebook } = scan(makeNotebook(...cells));
  return installsWithEffect(installs, environment).map(
    ({ span: { cell, from, to } }) =>
      notebook.cells[cell].source.slice(from, to)
  );
}

describe('installsWithEffect', () => {
  const withoutPip = kernel({ pip: false, shellPip: 'none' });

  it.each([
    '%pip install keras',
    '!pip install keras',
    'pip install keras',
    '!{sys.executable} -m pip install keras',
    '!python -m pip install keras',
    'import sys, subprocess\nsubprocess.run([sys.executable, "-m", "pip", "install", "keras"])'
  ])('does not believe %j without pip', line => {
    expect(effective(withoutPip, line)).toEqual([]);
    expect(effective(kernel({}), line)).toHaveLength(1);
  });

  it.each<[string, IKernel, boolean]>([
    ['%uv pip install keras', { uv: 'own' }, false],
    ['%uv pip install keras', { uvModule: true }, true],
    ['!uv pip install keras', {}, false],
    ['!uv pip install keras', { uv: 'refuses' }, false],
    ['!uv pip install keras', { uv: 'other' }, false],
    ['!uv pip install keras', { uv: 'own' }, true],
    [
      '!uv pip install --python "{sys.executable}" keras',
      { uv: 'other' },
      true
    ],
    ['!"{sys.executable}" -m uv pip install keras', { uv: 'own' }, false],
    ['%conda install keras', {}, false],
    ['%conda install keras', { conda: true }, true],
    ['%pip install keras', { managed: true }, false],
    [
      '%pip install --user keras',
      { managed: true, userSite: 'on-path' },
      false
    ],
    ['%pip install --break-system-packages keras', { managed: true }, true],
    ['%pip install keras', { writable: false }, false],
    ['%pip install keras', { writable: false, userSite: 'enabled' }, true],
    [
      '%pip uninstall -y keras',
      { writable: false, userSite: 'enabled' },
      false
    ],
    ['%pip install --target lib keras', { writable: false }, true],
    ['!pip install keras', { shellPip: 'other' }, false],
    ['!pip install keras', { shellPip: 'none' }, false],
    ['!/opt/conda/bin/pip install keras', { pip: false }, true]
  ])('judges %s in %j: %s', (line, changes, works) => {
    expect(effective(kernel(changes), line)).toHaveLength(works ? 1 : 0);
  });

  it.each([
    '!"{sys.executable}" -m ensurepip',
    '!uv pip install --python "{sys.executable}" pip'
  ])('believes pip after %s', first => {
    const environment = kernel({ pip: false, uv: 'refuses' });
    const pip = '%pip install keras';
    expect(effective(environment, `${first}\n${pip}`)).toEqual([first, pip]);
    expect(effective(environment, `${pip}\n${first}`)).toEqual([first]);
  });

  it('believes every line that this project writes where it writes it', () => {
    const kernels: IKernel[] = [
      {},
      { pip: false },
      { pip: false, uv: 'refuses' },
      { pip: false, uvModule: true },
      { managed: true },
      { managed: true, userSite: 'enabled' },
      { managed: true, pip: false, uv: 'other' },
      { writable: false, userSite: 'on-path' },
      { shellPip: 'other' },
      { shellPip: 'none' }
    ];
    for (const environment of kernels.map(kernel)) {
      for (const style of ['%pip', '!pip'] as const) {
        const source = lines(environment, style)?.join('\n') ?? '';
        expect(effective(environment, source).join('\n')).toMatch(
          /install .*"keras<4"$/
        );
      }
    }
  });
});
