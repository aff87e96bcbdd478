import { looksLikeLayersModel } from './looks-like-layers-model';

it.each([
  ['{"format": "layers-model", "modelTopology": {"class_name": "x"}}', true],
  ['{"modelTopology":{}}', true],
  ['{"format": "graph-model", "modelTopology": {"node": []}}', false],
  ['{"name": "modelTopology", "version": "1.0.0"}', false],
  ['', false]
])('%s', (text, is) => {
  expect(looksLikeLayersModel(text)).toBe(is);
});
