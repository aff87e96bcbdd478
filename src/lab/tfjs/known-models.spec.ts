import type { Contents } from '@jupyterlab/services';
import { KnownModels } from './known-models';

const file = (path: string, more: Partial<Contents.IModel> = {}) =>
  ({ path, last_modified: 'now', size: 10, ...more }) as Contents.IModel;

function setUp(content: string) {
  const asked: string[] = [];
  const found = jest.fn();
  const contents = {
    get: (path: string) => {
      asked.push(path);
      return Promise.resolve({ content });
    }
  } as unknown as Contents.IManager;
  return { models: new KnownModels(contents, found), found, asked };
}

const settled = () => new Promise(resolve => setTimeout(resolve, 0));

it('knows a layers model once it has looked, and says so', async () => {
  const { models, found, asked } = setUp('{"modelTopology": {}}');
  expect(models.isOne(file('model.json'))).toBe(false);
  await settled();
  expect(found).toHaveBeenCalledTimes(1);
  expect(models.isOne(file('model.json'))).toBe(true);
  expect(asked).toEqual(['model.json']);
  models.isOne(file('model.json', { last_modified: 'later' }));
  expect(asked).toHaveLength(2);
});

it('does not take another file for one, nor read a very large one', async () => {
  const { models, found, asked } = setUp('{"name": "package"}');
  models.isOne(file('package.json'));
  models.isOne(file('large.json', { size: 1e9 }));
  await settled();
  expect(models.isOne(file('package.json'))).toBe(false);
  expect(found).not.toHaveBeenCalled();
  expect(asked).toEqual(['package.json']);
});
