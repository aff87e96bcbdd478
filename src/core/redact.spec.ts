import { redact } from './redact';

const person = { home: '/data/homes/ada', user: 'ada' };

it.each([
  ['/data/homes/ada/nb/x.ipynb', '~/nb/x.ipynb'],
  ['/home/grace/x', '~/x'],
  ['/Users/grace.h/x', '~/x'],
  ['C:\\Users\\grace\\x', '~\\x'],
  ['C:\\\\Users\\\\grace\\\\x', '~\\\\x'],
  ['/mnt/ada/x by ada', '/mnt/<user>/x by <user>'],
  ['adam, madam, ada-lib', 'adam, madam, ada-lib'],
  [
    '!pip install --extra-index-url https://me:s3cret@host/simple a',
    '!pip install --extra-index-url https://***@host/simple a'
  ],
  [
    'git+https://ghp_abcdefghij0123456789@github.com/a/b',
    'git+https://***@github.com/a/b'
  ],
  ['https://host/a.whl?token=abc&x=1', 'https://host/a.whl?token=***&x=1'],
  ['https://host/a?X-Amz-Signature=abc', 'https://host/a?X-Amz-Signature=***'],
  ['login(token="hf_abcdefghijklmnopqrst")', 'login(token=***)'],
  ['login("hf_abcdefghijklmnopqrst")', 'login("***")'],
  ["api_key = 'abc def'", 'api_key = ***'],
  ['--password hunter2', '--password hunter2'],
  ['--password=hunter2 x', '--password=*** x'],
  ['os.environ["HF_TOKEN"] = "abc"', 'os.environ["HF_TOKEN"] = ***'],
  ['import keras  # model', 'import keras  # model']
])('%j becomes %j', (text, redacted) => {
  expect(redact(text, person)).toBe(redacted);
});

it('leaves words that are names by chance', () => {
  expect(redact('root user keras', { home: '/', user: 'root' })).toBe(
    'root user keras'
  );
  expect(redact('a.b', { home: null, user: 'a.b' })).toBe('<user>');
  expect(redact('axb', { home: null, user: 'a.b' })).toBe('axb');
});
