import type { Locator } from '@playwright/test';

/**
 * What of a part of the page is cut off or needs scrolling to the side: its own width, the window's edge, and any element in it.
 * Code may scroll in its own box.
 */
export function overflow(part: Locator): Promise<string[]> {
  return part.evaluate(root => {
    const name = (element: Element) =>
      `${element.tagName}.${element.className}: ${element.textContent?.slice(0, 40)}`;
    const { left, right } = root.getBoundingClientRect();
    const found: string[] = [];
    if (left < 0 || right > window.innerWidth + 1) {
      found.push(`off the window: ${left} to ${right} of ${innerWidth}`);
    }
    if (root.scrollWidth > root.clientWidth + 1) {
      found.push(`scrolls: ${root.scrollWidth} in ${root.clientWidth}`);
    }
    for (const element of root.querySelectorAll('*')) {
      const box = element.getBoundingClientRect();
      const isShown = box.width > 0 && !element.closest('pre, svg');
      const isHidden = element.closest('.jp-KerasDoctor-hidden') !== null;
      if (
        isShown &&
        !isHidden &&
        (box.right > right + 1 || box.left < left - 1)
      ) {
        found.push(name(element));
      }
    }
    return found;
  });
}
