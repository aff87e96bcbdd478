import type { Page } from '@playwright/test';

/** The line on which a page shares its documents (jupyter-collaboration). To be made before the page loads. */
export class SharedLine {
  static async of(page: Page): Promise<SharedLine> {
    const line = new SharedLine();
    await page.routeWebSocket(/\/api\/collaboration\/room\//, socket => {
      const server = socket.connectToServer();
      socket.onMessage(data => line.pass(() => server.send(data)));
      server.onMessage(data => line.pass(() => socket.send(data)));
    });
    return line;
  }

  /** From now on nothing comes through, but for what `release` lets go. */
  hold(): void {
    this.waiting = [];
  }

  /** Everything that waits comes through, in its order. */
  release(): void {
    const { waiting } = this;
    this.waiting = null;
    waiting?.forEach(deliver => deliver());
  }

  private pass(deliver: () => void): void {
    if (this.waiting) {
      this.waiting.push(deliver);
    } else {
      deliver();
    }
  }

  private waiting: (() => void)[] | null = null;
}
