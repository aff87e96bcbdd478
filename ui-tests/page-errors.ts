import type { Page } from '@playwright/test';

/**
 * Every error that a page logs or throws from now on, whoever it comes from, but for those that JupyterLab is known to write
 * by itself in what the test does.
 */
export function pageErrors(page: Page, ...known: RegExp[]): string[] {
  const errors: string[] = [];
  const take = (text: string) => {
    if (!known.some(pattern => pattern.test(text))) {
      errors.push(text);
    }
  };
  page.on('pageerror', error => take(error.stack ?? error.message));
  page.on('console', message => {
    if (message.type() === 'error') {
      take(`${message.text()} (${message.location().url})`);
    }
  });
  return errors;
}
