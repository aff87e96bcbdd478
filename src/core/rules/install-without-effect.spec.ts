import { apply } from '../fixes/apply';
import { chooseFixes, diagnose, type IDiagnosis } from '../diagnose';
import { makeEnvironment } from '../environment/make-environment';
import type { IEnvironment, IInstallerRecord } from '../environment/model';
import { plan } from '../fixes/plan';
import { makeNotebook } from '../notebook/make-notebook';
import type { INotebook } from '../notebook/model';
import { scan } from '../notebook/scan';
import { untranslated } from '../translate';
import { defaultOptions } from './model';

const uvOnly: IInstallerRecord = {
  pip: false,
  uv: 'refuses',
  uvModule: false,
  ensurepip: true,
  conda: false,
  condaTool: null,
  managed: false,
  writable: true,
  userSite: 'off'
};
const ensurepip: IInstallerRecord = { ...uvOnly, uv: null };
const nothing: IInstallerRecord = { ...ensurepip, ensurepip: false };
const uv = '!uv pip install --python "{sys.executable}"';

function kernel(
  installer: IInstallerRecord | null,
  versions: Record<string, string> = {}
): IEnvironment {
  const installed = { tensorflow: '2.21.0', keras: '3.12.0', ...versions };
  return {
    ...makeEnvironment({ python: '3.12.4', versions: installed }),
    pip: 'none',
    installer
  };
}

function examine(notebook: INotebook, environment: IEnvironment): IDiagnosis {
  return diagnose(scan(notebook), environment, defaultOptions, untranslated);
}

/** The cells after all that "Fix Keras Version" does, and the rules that then still speak. */
function mend(
  environment: IEnvironment,
  ...cells: string[]
): { sources: string[]; rules: string[]; after: IDiagnosis } {
  const before = makeNotebook(...cells);
  const { diagnostics } = examine(before, environment);
  const { edits } = plan(chooseFixes(diagnostics));
  const { notebook } = apply(before, edits);
  const after = examine(notebook, environment);
  return {
    sources: notebook.cells.map(({ source }) => source),
    rules: after.diagnostics.map(({ rule }) => rule),
    after
  };
}

describe('install-without-effect', () => {
  it.each<[string, string, IInstallerRecord]>([
    ['%pip install -qU pandas', `import sys\n${uv} -qU pandas`, uvOnly],
    ['!pip install pandas', `import sys\n${uv} pandas`, uvOnly],
    [
      '!pip install pandas \\\n  scipy # both',
      `import sys\n${uv} pandas \\\n  scipy # both`,
      uvOnly
    ],
    ['%uv pip install pandas', `import sys\n${uv} pandas`, uvOnly],
    ['!uv pip install pandas', `import sys\n${uv} pandas`, uvOnly],
    ['pip install pandas', `import sys\n${uv} pandas`, uvOnly],
    [
      '%pip install pandas\n%pip uninstall -y scipy',
      `import sys\n${uv} pandas\n${uv.replace('install', 'uninstall')} -y scipy`,
      uvOnly
    ],
    [
      'try:\n    %pip install pandas\nexcept Exception:\n    pass',
      `try:\n    import sys\n    ${uv} pandas\nexcept Exception:\n    pass`,
      uvOnly
    ],
    [
      '%pip install pandas\n!pip install scipy',
      'import sys\n!"{sys.executable}" -m ensurepip\n%pip install pandas\n%pip install scipy',
      ensurepip
    ],
    [
      '%pip install pandas',
      '%pip install --user --break-system-packages pandas',
      { ...uvOnly, pip: true, managed: true, userSite: 'on-path' }
    ],
    [
      '%pip install pandas # for tables',
      '%pip install --user --break-system-packages pandas # for tables\nimport site\nif site.ENABLE_USER_SITE: site.addsitedir(site.getusersitepackages())',
      { ...uvOnly, pip: true, managed: true, userSite: 'enabled' }
    ]
  ])('rewrites %j', (source, expected, installer) => {
    const mended = mend(kernel(installer), source);
    expect(mended.sources).toEqual([expected]);
    expect(mended.rules).toEqual([]);
  });

  it.each([
    '%pip install --progress-bar off pandas',
    '!cd src && pip install pandas',
    '%%bash\npip install pandas',
    'import subprocess, sys\nsubprocess.run([sys.executable, "-m", "pip", "install", "pandas"])'
  ])('tells of %j, and leaves it', source => {
    const mended = mend(kernel(uvOnly), source);
    expect(mended.sources).toEqual([source]);
    expect(mended.rules).toEqual(['install-without-effect']);
  });

  it.each<[string, IEnvironment]>([
    ['%pip install pandas', kernel(null)],
    ['%pip install pandas', kernel({ ...uvOnly, pip: true })],
    ['%pip install "keras>=3"', kernel(uvOnly)],
    ['if False:\n    %pip install pandas', kernel(uvOnly)]
  ])('has nothing to say of %j', (source, environment) => {
    expect(mend(environment, source).rules).toEqual([]);
  });

  it('says by hand what no cell can do', () => {
    const { after, sources } = mend(kernel(nothing), '%pip install pandas');
    expect(sources).toEqual(['%pip install pandas']);
    expect(after.diagnostics).toMatchObject(
      [{ byHand: true, fixes: [], message: /pip install --user uv/ }].map(
        ({ message, ...rest }) => ({
          ...rest,
          message: expect.stringMatching(message) as string
        })
      )
    );
  });
});

describe('the cell that brings Keras 2', () => {
  const keras2 =
    'import tensorflow as tf\ntf.keras.layers.GRU(4, batch_input_shape=(1, 2, 3))';

  it('goes by what the kernel has', () => {
    const mended = mend(kernel(uvOnly), keras2);
    expect(mended.sources[0].split('\n').slice(1, 3)).toEqual([
      'import sys',
      '!uv pip install -q --python "{sys.executable}" "tf-keras~=2.21.0"'
    ]);
    expect(mended.after.keras.flavor).toBe('tf-keras');
    expect(mended.rules).toEqual([]);
  });

  it('is not believed where its line cannot run, and is brought up to date', () => {
    const elsewhere = mend(kernel(null), keras2).sources[0];
    const notebook = makeNotebook(elsewhere, keras2);
    const [first, ...rest] = notebook.cells;
    const cells = [{ ...first, insertedBy: 'needs-keras-2' }, ...rest];
    const diagnosis = examine({ ...notebook, cells }, kernel(uvOnly));
    expect(elsewhere).toContain('%pip install');
    expect(diagnosis.keras.flavor).not.toBe('tf-keras');
    const { edits } = plan(chooseFixes(diagnosis.diagnostics));
    const [mended] = apply({ ...notebook, cells }, edits).notebook.cells;
    expect(mended.source).toBe(mend(kernel(uvOnly), keras2).sources[0]);
  });

  it('is left to the user where no cell can install, and nothing else is edited', () => {
    const { sources, after } = mend(kernel(nothing), keras2);
    expect(sources).toEqual([keras2]);
    const [finding] = after.diagnostics;
    expect(finding.byHand).toBe(true);
    expect(finding.message).toMatch(/pip install --user uv/);
    expect(after.diagnostics.every(({ byHand }) => byHand)).toBe(true);
  });

  it('comes without an install line once that is done', () => {
    const environment = kernel(nothing, { 'tf-keras': '2.21.0' });
    const { sources, rules } = mend(environment, keras2);
    expect(sources[0]).not.toMatch(/install/);
    expect(rules).toEqual([]);
  });
});
