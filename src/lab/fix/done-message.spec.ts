import { untranslated } from '../../core/translate';
import { doneMessage } from './done-message';

const short = ['Write learning_rate', 'Use fit', 'Write learning_rate'];
const long = Array.from(
  { length: 9 },
  (_, index) => `Replace the argument number ${index} of the layer`
);

it('tells each thing once', () => {
  expect(doneMessage(short, false, untranslated)).toBe(
    'Keras Doctor: Write learning_rate. Use fit.'
  );
});

it.each([false, true])(
  'is short enough for a notification, with how many more there are (restart: %s)',
  mustRestart => {
    const message = doneMessage(long, mustRestart, untranslated);
    expect(message.length).toBeLessThanOrEqual(140);
    expect(message).toMatch(/^Keras Doctor: Replace .*, and [78] more\./);
    expect(/Restart the kernel/.test(message)).toBe(mustRestart);
  }
);

it('leaves out what has no room at all', () => {
  expect(doneMessage(['x'.repeat(200)], true, untranslated)).toBe(
    'Keras Doctor: the notebook is changed. Restart the kernel: it has imported TensorFlow already.'
  );
});
