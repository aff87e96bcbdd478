/** The card: the diagnosis in a cell's output, for frontends that load no JupyterLab extension. */
import { untranslated } from '../core/translate';
import type { IOutputPage } from './frontend';
import { findFrontend } from './frontend';
import { readPayload } from './payload';
import { Card } from './view/card';

/** Puts the card in the place of the host's text, where there is something to show. */
export function mount(host: HTMLElement, payload: string): void {
  const page: Window & IOutputPage = window;
  new Card(host, findFrontend(page), untranslated).show(readPayload(payload));
}
