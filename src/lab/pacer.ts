/** Milliseconds. */
const FRAME = 16;
const LONGEST_PAUSE = 1000;

/**
 * When to look at a notebook that changed: at once, so that what is found is painted together with the change, but at most once a
 * frame, whatever the notebook emits. Where looking takes longer than a frame, in a very large notebook, it waits for a pause in the
 * typing instead of getting in its way.
 */
export class Pacer {
  constructor(private readonly look: () => void) {}

  /** Something changed. */
  ask(): void {
    if (this.cost > FRAME) {
      clearTimeout(this.pause);
      const wait = Math.min(LONGEST_PAUSE, 4 * this.cost);
      this.pause = setTimeout(() => this.now(), wait);
    } else if (this.frame !== 0) {
      this.isDue = true;
    } else {
      this.isDue = false;
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        if (this.isDue) {
          this.ask();
        }
      });
      // Not in the middle of a change to the document.
      queueMicrotask(() => this.now());
    }
  }

  /** Looks, whatever it takes. */
  now(): void {
    clearTimeout(this.pause);
    if (!this.isStopped) {
      const started = performance.now();
      this.look();
      this.cost = performance.now() - started;
    }
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.pause);
    cancelAnimationFrame(this.frame);
  }

  /** How long the last look took, in milliseconds. */
  private cost = 0;
  private frame = 0;
  private isDue = false;
  private isStopped = false;
  private pause: ReturnType<typeof setTimeout> | undefined;
}
