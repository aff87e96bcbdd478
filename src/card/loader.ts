/**
 * The few lines that stand in every output. They unpack the card's code, once for all outputs of a page, and hand the packed
 * payload to it. Bundled by itself (`static/loader.js`). Where anything fails, the text of the output stays.
 */

import type { IOutputPage } from './frontend';

interface ICard {
  readonly mount: (host: HTMLElement, payload: string) => void;
}

interface IPage extends IOutputPage {
  kerasDoctorCards?: Record<string, Promise<ICard>>;
  /** What the card's script leaves when it has run; see `scripts/build-card`. */
  kerasDoctorCard?: ICard;
}

/** gzip in base64, as Python packs it. */
async function unpack(packed: string): Promise<string> {
  const bytes = Uint8Array.from(atob(packed), letter => letter.charCodeAt(0));
  const stream = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).text();
}

/** Later outputs carry no code: in Colab, where each has a page of its own, the kernel gives it. */
async function askKernel(): Promise<string> {
  const { google }: IPage = window as Window & IPage;
  const answer = await google?.colab?.kernel?.invokeFunction?.(
    'keras_doctor.code',
    [],
    {}
  );
  const value = answer?.data?.['application/json'] as
    { readonly code?: unknown } | undefined;
  if (typeof value?.code !== 'string') {
    throw new Error('Keras Doctor: its code is in no output of this page');
  }
  return value.code;
}

/**
 * Runs the card's code as a script of the page. Where this loader runs, another inline script may too; a module from a `blob:`
 * address may not everywhere: the policy of VS Code's outputs forbids it.
 */
async function runCard(packed: string): Promise<ICard> {
  const page: Window & IPage = window;
  const script = document.createElement('script');
  script.textContent = await unpack(packed);
  document.head.append(script);
  script.remove();
  const card = page.kerasDoctorCard;
  page.kerasDoctorCard = undefined;
  if (!card) {
    throw new Error('Keras Doctor: this page runs no script of an output');
  }
  return card;
}

/**
 * Shows the card in the output.
 * @param version - names the build, since a page may hold outputs of several.
 * @param code - the packed script, or empty where another output of the page has brought it.
 */
async function load(id: string, version: string, code: string): Promise<void> {
  const host = document.getElementById(id);
  const payload = host?.dataset.kerasDoctor;
  if (!host || payload === undefined) {
    return;
  }
  const page = window as Window & IPage;
  const cards = (page.kerasDoctorCards ??= {});
  try {
    if (!(version in cards)) {
      const packed = code || (await askKernel());
      cards[version] ??= runCard(packed);
    }
    const card = await cards[version];
    card.mount(host, await unpack(payload));
  } catch (error) {
    // The text stays; the reason is for whoever wonders why.
    host.title = String(error);
  }
}

declare global {
  var kerasDoctorLoad: typeof load;
}

globalThis.kerasDoctorLoad = load;
