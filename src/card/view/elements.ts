/** Makes DOM out of text. Nothing here reads HTML, so no text can become markup. */

type Child = Node | string | null;

/** An element of a class with children; texts become text nodes, null is left out. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }
  made.append(...children.filter(child => child !== null));
  return made;
}

/** A text in which what stands between backquotes is shown as code. */
export function withCode(text: string): (Node | string)[] {
  return text
    .split('`')
    .map((part, position) =>
      position % 2 === 1 ? element('code', '', part) : part
    );
}

/** A button; it is off while its work goes on. */
export function button(
  label: string,
  work: (self: HTMLButtonElement) => Promise<void> | void
): HTMLButtonElement {
  const made = element('button', '', label);
  made.type = 'button';
  made.addEventListener('click', () => {
    made.disabled = true;
    void Promise.resolve()
      .then(() => work(made))
      .catch((error: unknown) => {
        made.title = String(error);
      })
      .finally(() => {
        made.disabled = false;
      });
  });
  return made;
}
