import type { Page } from '@playwright/test';

/** What the badge in front showed from a moment on (milliseconds since 1970). */
interface IShown {
  readonly since: number;
  readonly text: string;
}

type Recording = Window & { badgeHistory?: IShown[] };

/** Writes down frame by frame what the badge shows, also after a reload. To be called before the page loads. */
export async function recordBadge(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const history: IShown[] = [];
    (window as Recording).badgeHistory = history;
    const look = () => {
      const badge = document.querySelector(
        '.jp-KerasDoctorStatus:not(.lm-mod-hidden)'
      );
      const text = badge?.textContent ?? '';
      if (text !== (history[history.length - 1]?.text ?? '')) {
        history.push({ since: Date.now(), text });
      }
      requestAnimationFrame(look);
    };
    look();
  });
}

/** Waits until the badge is painted with a text, and tells since when it is. */
export async function paintedSince(page: Page, text: string): Promise<number> {
  const since = await page.waitForFunction(wanted => {
    const history = (window as Recording).badgeHistory ?? [];
    const last = history[history.length - 1];
    return last?.text.includes(wanted) && last.since;
  }, text);
  return Number(await since.jsonValue());
}
