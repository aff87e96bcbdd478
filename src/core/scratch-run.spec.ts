import { makeNotebook } from './notebook/make-notebook';
import { scan } from './notebook/scan';
import { scratchSteps } from './scratch-run';

function steps(...sources: string[]) {
  return scratchSteps(scan(makeNotebook(...sources))).map(
    ({ kind, code }) => `${kind}: ${code}`
  );
}

it('takes installs, variables and imports in order, and nothing else', () => {
  expect(
    steps(
      '%pip install -q "tf-keras~=2.16.0"\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
      'import tensorflow as tf; from tensorflow.keras import (\n    layers,\n    models\n)\nprint(tf.__version__)',
      'open("precious", "w").write("")\ntry:\n    import torch\nexcept ImportError:\n    pass'
    )
  ).toEqual([
    'install: %pip install -q "tf-keras~=2.16.0"',
    'import: import os',
    'variable: os.environ["TF_USE_LEGACY_KERAS"] = "1"',
    'import: import tensorflow as tf',
    'import: from tensorflow.keras import (\n    layers,\n    models\n)'
  ]);
});

it('names the packages that an install must bring', () => {
  const found = scratchSteps(
    scan(
      makeNotebook(
        '%pip install -q "tf_keras~=2.16.0" numpy==1.26.4\n!pip uninstall -y keras\n%pip install "x; python_version < \'3\'"'
      )
    )
  );
  expect(found.map(({ packages }) => packages)).toEqual([
    ['tf-keras', 'numpy'],
    [],
    []
  ]);
});

it('takes what an inserted cell needs to import from the folder of the user', () => {
  const line = `if site.ENABLE_USER_SITE: site.addsitedir(site.getusersitepackages())`;
  expect(
    steps(
      `%pip install -q --user "tf-keras~=2.16.0"\nimport site\n${line}\nimport tf_keras`,
      'import sys\n!"{sys.executable}" -m ensurepip\n%pip install -q keras'
    )
  ).toEqual([
    'install: %pip install -q --user "tf-keras~=2.16.0"',
    'import: import site',
    `variable: ${line}`,
    'import: import tf_keras',
    'import: import sys',
    'install: !"{sys.executable}" -m ensurepip',
    'install: %pip install -q keras'
  ]);
});
