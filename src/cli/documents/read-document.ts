import type { IDocument } from './model';
import { DocumentError } from './model';
import { readIpynb } from './ipynb/read-ipynb';
import { readPercent } from './percent/read-percent';

/** The longest text that V8 holds as one string has 2^29 - 24 units. */
const maxBytes = 500_000_000;

/**
 * Reads a notebook or a Python file. By the name where it says what it is, else by the first character; only what comes
 * from standard input without a name is taken for Python otherwise.
 * @throws DocumentError where it is neither.
 */
export function readDocument(text: string, name: string): IDocument {
  if (/\.py$/i.test(name)) {
    return readPercent(text);
  }
  if (/\.ipynb$/i.test(name) || /^\ufeff?\s*[{[]/.test(text)) {
    return readIpynb(text);
  }
  if (name !== '-') {
    throw new DocumentError('neither a notebook nor a Python file');
  }
  return readPercent(text);
}

/**
 * The text of a file, its byte order mark kept.
 * @throws DocumentError where it is not UTF-8, or larger than 500 MB.
 */
export function decode(bytes: Uint8Array): string {
  if (bytes.length > maxBytes) {
    throw new DocumentError(`larger than ${maxBytes / 1_000_000} MB`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      bytes
    );
  } catch {
    throw new DocumentError('not UTF-8 text');
  }
}
