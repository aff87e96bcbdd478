import { Widget } from '@lumino/widgets';

/**
 * Shows a widget beside an anchor: above one in the status bar, below one in a toolbar. It closes at Escape, at a click
 * elsewhere and when the window changes, and gives the focus back.
 */
export class AnchoredPopup {
  constructor(
    private readonly body: Widget,
    private readonly anchor: HTMLElement
  ) {
    this.focused = document.activeElement;
    body.addClass('jp-ThemedContainer');
    body.addClass('jp-KerasDoctorPopup');
    this.place();
    Widget.attach(body, document.body);
    body.disposed.connect(() => this.onClosed());
    document.addEventListener('pointerdown', this.onPointer, true);
    document.addEventListener('keydown', this.onKey, true);
    window.addEventListener('resize', this.close);
  }

  readonly close = (): void => this.body.dispose();

  private place(): void {
    const { style } = this.body.node;
    const { top, bottom, left } = this.anchor.getBoundingClientRect();
    const isLow = top > window.innerHeight / 2;
    const room = isLow ? top : window.innerHeight - bottom;
    style.maxHeight = `${Math.max(120, room - 8)}px`;
    if (isLow) {
      style.bottom = `${window.innerHeight - top}px`;
    } else {
      style.top = `${bottom}px`;
    }
    const isRight = left > window.innerWidth / 2;
    if (isRight) {
      style.right = '8px';
    } else {
      style.left = `${Math.max(0, left)}px`;
    }
  }

  private onClosed(): void {
    document.removeEventListener('pointerdown', this.onPointer, true);
    document.removeEventListener('keydown', this.onKey, true);
    window.removeEventListener('resize', this.close);
    if (this.focused instanceof HTMLElement) {
      this.focused.focus();
    }
  }

  private readonly onPointer = (event: PointerEvent): void => {
    const target = event.target as Node;
    if (!this.body.node.contains(target) && !this.anchor.contains(target)) {
      this.close();
    }
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.close();
    }
  };

  private readonly focused: Element | null;
}
