import { diagnose } from '../diagnose';
import { makeEnvironment } from '../environment/make-environment';
import { apply } from '../fixes/apply';
import { scan } from '../notebook/scan';
import { untranslated } from '../translate';
import { defaultOptions, type IOptions } from './model';
import { tensorflowNotInstalled } from './tensorflow-not-installed';

function look(
  sources: readonly string[],
  kernel: { python: string; versions: Record<string, string> },
  options: Partial<IOptions> = {}
) {
  const cells = sources.map((source, index) => ({
    id: `cell-${index}`,
    type: 'code' as const,
    source,
    editable: true,
    insertedBy: null
  }));
  const notebook = { language: 'python', cells };
  const { diagnostics } = diagnose(
    scan(notebook),
    makeEnvironment(kernel),
    { ...defaultOptions, ...options },
    untranslated
  );
  const found = diagnostics.filter(
    ({ rule }) => rule === tensorflowNotInstalled.id
  );
  const edits = found.flatMap(({ fixes }) => fixes[0]?.edits ?? []);
  return {
    messages: found.map(({ message }) => message),
    cells: apply(notebook, edits).notebook.cells.map(({ source }) => source)
  };
}

describe('tensorflow-not-installed', () => {
  it('installs the newest that the Python can take', () => {
    const { cells } = look(['import tensorflow as tf'], {
      python: '3.12.4',
      versions: {}
    });
    expect(cells).toEqual([
      '# Keras Doctor: TensorFlow for this Python.\n%pip install -q "tensorflow~=2.21.0"',
      'import tensorflow as tf'
    ]);
  });

  it('says so where there is none', () => {
    const { messages, cells } = look(['import tensorflow as tf'], {
      python: '3.14.1',
      versions: {}
    });
    expect(messages).toEqual([
      'TensorFlow is not installed in this kernel, and there is none for Python 3.14.1 on this platform.'
    ]);
    expect(cells).toEqual(['import tensorflow as tf']);
  });

  it.each([
    [['import numpy']],
    [['!pip install tensorflow', 'import tensorflow as tf']],
    [['%pip install tensorflow-cpu==2.16.2', 'import tensorflow as tf']],
    [['try:\n    import tensorflow as tf\nexcept ImportError:\n    tf = None']]
  ])('is silent for %j', sources => {
    expect(look(sources, { python: '3.11.7', versions: {} }).messages).toEqual(
      []
    );
  });
});
