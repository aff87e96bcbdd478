import { Widget } from '@lumino/widgets';

/** Pixels: the `max-width` of the popup in style/base.raw.css, and what is left free at the window's edge. */
const widest = 520;
const margin = 8;

/**
 * Shows a widget beside an anchor: above one in the status bar, below one in a toolbar. It closes at Escape, at a click
 * elsewhere, when the focus goes elsewhere and when the window changes. A focus that is in it then goes back to where it was.
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
    document.addEventListener('pointerdown', this.onElsewhere, true);
    document.addEventListener('focusin', this.onElsewhere, true);
    document.addEventListener('keydown', this.onKey, true);
    window.addEventListener('resize', this.close);
  }

  readonly close = (): void => this.body.dispose();

  private place(): void {
    const { style } = this.body.node;
    const { top, bottom, left } = this.anchor.getBoundingClientRect();
    const isLow = top > window.innerHeight / 2;
    const room = isLow ? top : window.innerHeight - bottom;
    style.maxHeight = `${Math.max(120, room - margin)}px`;
    if (isLow) {
      style.bottom = `${window.innerHeight - top}px`;
    } else {
      style.top = `${bottom}px`;
    }
    if (left + widest + margin <= window.innerWidth) {
      style.left = `${Math.max(margin, left)}px`;
    } else {
      style.right = `${margin}px`;
    }
  }

  private onClosed(): void {
    document.removeEventListener('pointerdown', this.onElsewhere, true);
    document.removeEventListener('focusin', this.onElsewhere, true);
    document.removeEventListener('keydown', this.onKey, true);
    window.removeEventListener('resize', this.close);
    const { activeElement } = document;
    const isElsewhere =
      activeElement !== document.body &&
      !this.body.node.contains(activeElement);
    if (!isElsewhere && this.focused instanceof HTMLElement) {
      this.focused.focus();
    }
  }

  private readonly onElsewhere = (event: Event): void => {
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
