/** @jest-environment jsdom */
import { Pacer } from './pacer';

const microtasks = () => Promise.resolve();
const frame = () => new Promise(resolve => requestAnimationFrame(resolve));

describe('Pacer', () => {
  it('looks at once, and once more for all that comes before the next frame', async () => {
    let looks = 0;
    const pacer = new Pacer(() => looks++);
    pacer.ask();
    expect(looks).toBe(0);
    await microtasks();
    expect(looks).toBe(1);
    pacer.ask();
    pacer.ask();
    await microtasks();
    expect(looks).toBe(1);
    await frame();
    await microtasks();
    expect(looks).toBe(2);
    await frame();
    await frame();
    expect(looks).toBe(2);
  });

  it('waits for a pause in the changes where looking takes longer than a frame', async () => {
    let looks = 0;
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    const pacer = new Pacer(() => {
      looks++;
      now += 20;
    });
    pacer.now();
    const wait = jest.spyOn(globalThis, 'setTimeout');
    pacer.ask();
    await frame();
    expect(looks).toBe(1);
    expect(wait.mock.calls.map(([, time]) => time)).toContain(80);
    jest.restoreAllMocks();
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(looks).toBe(2);
  });

  it('does not look any more once it is stopped', async () => {
    let looks = 0;
    const pacer = new Pacer(() => looks++);
    pacer.ask();
    pacer.stop();
    pacer.now();
    await frame();
    expect(looks).toBe(0);
  });
});
