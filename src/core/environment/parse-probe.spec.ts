import { parseProbe } from './parse-probe';

function answer(changes: object = {}): Record<string, unknown> {
  return {
    python: '3.12.4',
    platform: 'linux',
    machine: 'x86_64',
    distributions: [
      { name: 'tensorflow', version: '2.16.2', requires: ['keras >=3.0.0'] },
      { name: 'tf-keras', version: '2.16.0', requires: [] }
    ],
    loaded: {
      tensorflow: true,
      keras: false,
      tfKeras: 'tf-keras',
      tfKerasPath: null,
      tfKerasBroken: false,
      backend: null,
      versions: { tensorflow: null, keras: null, tf_keras: null, numpy: null }
    },
    configuredBackend: null,
    pip: null,
    variables: {
      TF_USE_LEGACY_KERAS: '1',
      KERAS_BACKEND: null,
      CUDA_VISIBLE_DEVICES: null,
      TF_FORCE_GPU_ALLOW_GROWTH: null
    },
    accelerators: {
      source: 'nvml',
      gpus: [{ name: 'NVIDIA H100 80GB HBM3', memory: 81559 }],
      driver: '550.54.15',
      driverCuda: '12.4',
      fault: null,
      tensorflowSees: 1,
      builtWith: { cuda: '12.3', cudnn: '8' }
    },
    host: null,
    notes: [],
    ...changes
  };
}

function parse(changes: object): ReturnType<typeof parseProbe> {
  return parseProbe(JSON.stringify(answer(changes)));
}

describe('parseProbe', () => {
  it('reads a whole answer', () => {
    const read = parse({});
    const { distributions, ...rest } = answer();
    expect(read).toMatchObject(rest);
    expect('distributions' in read && [...read.distributions.values()]).toEqual(
      distributions
    );
  });

  it('takes the first of two distributions of a name', () => {
    const read = parse({
      distributions: [
        { name: 'keras', version: '3.15.1', requires: [] },
        { name: 'keras', version: '2.15.0', requires: [] }
      ]
    });
    expect(
      'distributions' in read && read.distributions.get('keras')
    ).toMatchObject({
      version: '3.15.1'
    });
  });

  it('leaves out what cannot be the name of a distribution', () => {
    const read = parse({
      distributions: [
        { name: '<b>keras</b>', version: '1', requires: [] },
        { name: '__proto__', version: '1', requires: [] },
        { name: 'keras', version: '1', requires: [] }
      ]
    });
    expect('distributions' in read && [...read.distributions.keys()]).toEqual([
      'keras'
    ]);
  });

  it('keeps a hostile version as the text that it is', () => {
    const version = '"><img src=x onerror=alert(1)>';
    const read = parse({
      distributions: [{ name: 'keras', version, requires: [] }]
    });
    expect(
      'distributions' in read && read.distributions.get('keras')?.version
    ).toBe(version);
  });

  it('reads what the kernel can be given a package with', () => {
    const installer = {
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
    expect(parse({ installer })).toMatchObject({ installer });
    expect(parse({ installer: { ...installer, uv: '/bin/uv' } })).toEqual({
      error: 'answer.installer.uv is not one of own, other, refuses'
    });
  });

  it.each([[{}], [{ installer: null }]])(
    'takes the answer %j of an earlier probe',
    changes => {
      expect(parse(changes)).toMatchObject({ installer: null });
    }
  );

  it('drops fields that it does not know', () => {
    expect(parse({ surprise: 1 })).not.toHaveProperty('surprise');
  });

  it('passes on why the probe failed', () => {
    expect(parseProbe('{"error": "OSError: no"}')).toEqual({
      error: 'OSError: no'
    });
  });

  it.each([
    ['', 'the answer is not JSON'],
    ['not json', 'the answer is not JSON'],
    ["'{}'", 'the answer is not JSON'],
    ['['.repeat(100_000), 'the answer is not JSON'],
    ['null', 'answer is not an object'],
    ['[]', 'answer is not an object'],
    ['"text"', 'answer is not an object'],
    ['{}', 'answer.python is not a text of at most 500 characters'],
    ['{"error": {}}', 'answer.error is not a text of at most 500 characters']
  ])('refuses %.20s', (given, error) => {
    expect(parseProbe(given)).toEqual({ error });
  });

  it.each([
    [{ python: 3 }, 'answer.python is not a text of at most 500 characters'],
    [
      { machine: 'x'.repeat(501) },
      'answer.machine is not a text of at most 500 characters'
    ],
    [
      { distributions: {} },
      'answer.distributions is not a list of at most 2000'
    ],
    [
      { distributions: Array(2001).fill(0) },
      'answer.distributions is not a list of at most 2000'
    ],
    [{ distributions: [null] }, 'answer.distributions[0] is not an object'],
    [
      { distributions: [{ name: 'keras', version: '3', requires: [1] }] },
      'answer.distributions[0].requires[0] is not a text of at most 500 characters'
    ],
    [{ host: 'toString' }, 'answer.host is not one of colab, kaggle'],
    [
      { loaded: { tensorflow: 'yes' } },
      'answer.loaded.tensorflow is not true or false'
    ],
    [
      {
        accelerators: {
          source: 'nvml',
          gpus: [{ name: 'GPU', memory: -1 }]
        }
      },
      'answer.accelerators.gpus[0].memory is not a count'
    ],
    [
      { accelerators: { source: 'magic' } },
      'answer.accelerators.source is not one of nvml, proc, metal, rocm, tpu, none'
    ]
  ])('names the place of a wrong shape', (changes, error) => {
    expect(parse(changes)).toEqual({ error });
  });

  it('does not read an answer of 50 MB', () => {
    const parseJson = jest.spyOn(JSON, 'parse');
    expect(parseProbe(' '.repeat(50_000_000))).toEqual({
      error: 'the answer has more than 4000000 characters'
    });
    expect(parseJson).not.toHaveBeenCalled();
    parseJson.mockRestore();
  });

  it('takes nothing from a prototype', () => {
    const rest = answer();
    delete rest.host;
    const text = JSON.stringify(rest).replace(
      '{',
      '{"__proto__": {"host": null}, '
    );
    expect(parseProbe(text)).toEqual({
      error: 'answer.host is not one of colab, kaggle'
    });
  });
});
