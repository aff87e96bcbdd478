import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { inspectModel } from './inspect-model';
import { InspectionError } from './model';

const fixtures = join(__dirname, 'fixtures');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inspect-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A zip archive as Python's zipfile writes it: stored, or deflated. */
function zip(entries: Record<string, string>, method: 0 | 8): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const data = method === 8 ? deflateRawSync(text) : Buffer.from(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(data.length, 18);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(data.length, 20);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), data);
    directory.push(central, Buffer.from(name));
    offset += 30 + name.length + data.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const config = JSON.stringify({
  module: 'keras',
  class_name: 'Sequential',
  config: {
    layers: [
      { module: 'keras.layers', class_name: 'Dense', registered_name: null },
      { module: 'mine', class_name: 'Swish', registered_name: 'mine>Swish' },
      { module: 'keras.layers', class_name: 'Lambda' }
    ]
  }
});

it.each([0, 8] as const)('reads a .keras archive (method %d)', method => {
  const metadata = '{"keras_version": "3.15.1"}';
  const entries = { 'metadata.json': metadata, 'config.json': config };
  const inspection = inspectModel(write('m.keras', zip(entries, method)));
  expect(inspection).toMatchObject({
    format: 'keras',
    writer: 'Keras 3.15.1',
    keras: { keras2: 'no', keras3: 'yes' },
    custom: ['Lambda', 'mine>Swish']
  });
  expect(inspection.advice.join(' ')).toMatch(/custom_objects.*safe_mode/);
});

it('calls Keras 2 after TensorFlow 2.15 by its name', () => {
  const metadata = '{"keras_version": "2.16.0"}';
  const entries = { 'metadata.json': metadata, 'config.json': '{}' };
  expect(inspectModel(write('m', zip(entries, 0)))).toMatchObject({
    writer: 'tf-keras 2.16.0',
    keras: { keras2: 'yes', keras3: 'maybe' }
  });
});

it.each([
  ['keras-2.15.0.h5', 'Keras 2.15.0', { keras2: 'yes', keras3: 'maybe' }],
  ['keras-3.15.1.h5', 'Keras 3.15.1', { keras2: 'no', keras3: 'yes' }]
])('reads the head of a real %s', (name, writer, keras) => {
  expect(inspectModel(join(fixtures, name))).toMatchObject({
    format: 'hdf5-model',
    writer,
    keras,
    custom: []
  });
});

it('tells weights from a model', () => {
  const inspection = inspectModel(join(fixtures, 'keras-3.15.1.weights.h5'));
  expect(inspection).toMatchObject({ format: 'hdf5-weights', writer: null });
});

it('reads the TensorFlow of a SavedModel, and whether Keras wrote it', () => {
  const real = join(fixtures, 'saved-model', 'saved_model.pb');
  mkdirSync(join(folder, 'saved'));
  copyFileSync(real, join(folder, 'saved', 'saved_model.pb'));
  expect(inspectModel(join(folder, 'saved'))).toMatchObject({
    writer: 'TensorFlow 2.15.1',
    keras: { keras2: 'no', keras3: 'no' }
  });
  writeFileSync(join(folder, 'saved', 'keras_metadata.pb'), '');
  expect(inspectModel(join(folder, 'saved', 'saved_model.pb'))).toMatchObject({
    keras: { keras2: 'yes', keras3: 'no' }
  });
});

it('knows models of TensorFlow.js', () => {
  const graph = { format: 'graph-model', modelTopology: { node: [] } };
  const path = write('model.json', JSON.stringify(graph));
  expect(inspectModel(path)).toMatchObject({ format: 'tfjs-graph-model' });
  expect(inspectModel(folder)).toMatchObject({ format: 'tfjs-graph-model' });
});

const stored = { 'metadata.json': '{}', 'config.json': '{}' };

it.each([
  ['nothing', ''],
  ['text', 'hello'],
  ['JSON', '{"a": 1}'],
  ['cut off archive', zip(stored, 0).subarray(0, 60)],
  ['other archive', zip({ 'a.txt': '' }, 0)],
  [
    'damaged archive',
    Buffer.concat([Buffer.from('PK\u0003\u0004'), zip(stored, 0).subarray(20)])
  ],
  [
    'empty archive',
    Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(200)])
  ]
])('says that %s is no model', (_, content) => {
  const path = write('m.keras', content);
  expect(() => inspectModel(path)).toThrow(InspectionError);
});

it.each([
  [
    'a bomb',
    zip({ ...stored, 'config.json': 'x'.repeat(70 * 1024 * 1024) }, 8)
  ],
  [
    'no deflate',
    (() => {
      const bytes = zip(stored, 8);
      bytes.fill(0xff, 43, 45);
      return bytes;
    })()
  ]
])('refuses an entry that is %s', (_, content) => {
  expect(() => inspectModel(write('m.keras', content))).toThrow(/damaged/);
});

it('does not lose its way in a damaged HDF5 file', () => {
  const signature = Buffer.from('\u0089HDF\r\n\u001a\n', 'latin1');
  const heap = Buffer.concat([
    Buffer.from('GCOL'),
    Buffer.alloc(4),
    Buffer.alloc(40, 0xff)
  ]);
  const path = write('m.h5', Buffer.concat([signature, heap, heap]));
  expect(inspectModel(path)).toMatchObject({ format: 'hdf5-weights' });
});

it('says that there is no such file', () => {
  expect(() => inspectModel(join(folder, 'none'))).toThrow('no such file');
  expect(() => inspectModel(folder)).toThrow(/no saved model/);
});
