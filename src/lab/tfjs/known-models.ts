import type { Contents } from '@jupyterlab/services';
import { looksLikeLayersModel } from '../../core/models/looks-like-layers-model';

/** Characters of a file at which a menu need not look: the weights of a model lie in files of their own. */
const LARGEST = 20_000_000;

/** Which files are layers models of TensorFlow.js, by a look at what is in them. */
export class KnownModels {
  /** @param found - called when a file turns out to be one. */
  constructor(
    private readonly contents: Contents.IManager,
    private readonly found: () => void
  ) {}

  /** Whether the file is known to be one; where it has not been looked at as it is now, that is done after the answer. */
  isOne(file: Contents.IModel): boolean {
    const key = `${file.path} ${file.last_modified}`;
    const known = this.known.get(key);
    if (known === undefined) {
      this.known.set(key, false);
      void this.look(file, key);
    }
    return known ?? false;
  }

  private async look(
    { path, size }: Contents.IModel,
    key: string
  ): Promise<void> {
    if ((size ?? 0) > LARGEST) {
      return;
    }
    try {
      const options = { type: 'file', format: 'text', content: true } as const;
      const { content } = await this.contents.get(path, options);
      if (looksLikeLayersModel(String(content))) {
        this.known.set(key, true);
        this.found();
      }
    } catch {
      // What cannot be read is no model; it is looked at again when the menu opens again.
      this.known.delete(key);
    }
  }

  private readonly known = new Map<string, boolean>();
}
