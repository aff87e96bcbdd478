import type { ITranslate } from '../../core/translate';
import { button } from './elements';

/** A button that puts a text on the clipboard, also in frames that may not use the clipboard's own interface. */
export function copyButton(
  label: string,
  text: string,
  trans: ITranslate
): HTMLButtonElement {
  return button(label, async self => {
    const done = await copy(text, self);
    self.textContent = done
      ? trans.__('Copied')
      : trans.__('Select the text and copy it');
  });
}

async function copy(text: string, beside: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text, beside);
  }
}

/** Frames without the permission `clipboard-write`, Colab's among them, still let a click copy a selection. */
function copyBySelection(text: string, beside: HTMLElement): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.style.cssText = 'position:fixed;opacity:0';
  beside.after(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  beside.focus();
  return done;
}
