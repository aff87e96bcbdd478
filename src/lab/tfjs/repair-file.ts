import {
  Dialog,
  Notification,
  showDialog,
  showErrorMessage
} from '@jupyterlab/apputils';
import type { Contents } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import { PathExt } from '@jupyterlab/coreutils';
import type { IModelRepair } from '../../core/models';
import { repairModelJson } from '../../core/models';
import { RepairBody } from './repair-body';

/**
 * "Repair Keras Model for TensorFlow.js": shows what a `model.json` needs, and after a yes writes it, with the original kept beside it
 * as `model.json.keras3`. Weight files are written anew only where their bytes must change.
 */
export async function repairFile(
  contents: Contents.IManager,
  path: string,
  trans: TranslationBundle
): Promise<void> {
  try {
    const file = await contents.get(path, {
      type: 'file',
      format: 'text',
      content: true
    });
    const original = String(file.content);
    const repair = repairModelJson(original, trans);
    if (await isConfirmed(path, repair, trans)) {
      await write(contents, path, { original, repair });
      const message = trans.__(
        'Repaired %1; the original is kept as %2.',
        PathExt.basename(path),
        `${PathExt.basename(path)}.keras3`
      );
      Notification.success(message, { autoClose: 8000 });
    }
  } catch (error) {
    await showErrorMessage(
      trans.__('The model was not repaired'),
      String(error)
    );
  }
}

async function isConfirmed(
  path: string,
  repair: IModelRepair,
  trans: TranslationBundle
): Promise<boolean> {
  const isRepaired = repair.kind === 'repaired';
  const { button } = await showDialog({
    title: trans.__('Repair %1', PathExt.basename(path)),
    body: new RepairBody(repair, trans),
    buttons: isRepaired
      ? [Dialog.cancelButton(), Dialog.okButton({ label: trans.__('Repair') })]
      : [Dialog.okButton({ label: trans.__('Close') })]
  });
  return isRepaired && button.accept;
}

/** Weights first and the model last, so that a model that is there can always be loaded. */
async function write(
  contents: Contents.IManager,
  path: string,
  { original, repair }: { original: string; repair: IModelRepair }
): Promise<void> {
  const folder = PathExt.dirname(path);
  if (repair.weights) {
    const { reads, apply } = repair.weights;
    const files = new Map<string, Uint8Array>();
    for (const name of reads) {
      files.set(name, await readBytes(contents, PathExt.join(folder, name)));
    }
    for (const [name, bytes] of apply(files)) {
      await contents.save(PathExt.join(folder, name), {
        type: 'file',
        format: 'base64',
        content: encode(bytes)
      });
    }
  }
  const backup = `${path}.keras3`;
  if (!(await exists(contents, backup))) {
    await saveText(contents, backup, original);
  }
  await saveText(contents, path, repair.text ?? original);
}

async function saveText(
  contents: Contents.IManager,
  path: string,
  content: string
): Promise<void> {
  await contents.save(path, { type: 'file', format: 'text', content });
}

async function exists(
  contents: Contents.IManager,
  path: string
): Promise<boolean> {
  const { content } = await contents.get(PathExt.dirname(path));
  const name = PathExt.basename(path);
  return (content as Contents.IModel[]).some(file => file.name === name);
}

async function readBytes(
  contents: Contents.IManager,
  path: string
): Promise<Uint8Array> {
  const file = await contents.get(path, {
    type: 'file',
    format: 'base64',
    content: true
  });
  return Uint8Array.from(
    atob(String(file.content).replace(/\s/g, '')),
    character => character.charCodeAt(0)
  );
}

/** In pieces, since the characters of a large file would overflow the arguments of one call. */
function encode(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  }
  return btoa(pieces.join(''));
}
