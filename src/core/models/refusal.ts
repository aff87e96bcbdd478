import type { ITranslate } from '../translate';

/** Why a model cannot be repaired. Thrown while reading or mending; caught before it leaves this folder. */
export class Refusal extends Error {
  /**
   * @param message What is in the way, for the user, translated.
   * @param layer Name of the layer in the way, or null when it is the file as a whole.
   */
  constructor(
    message: string,
    readonly layer: string | null = null
  ) {
    super(message);
  }
}

/** A tensor that a layer does not have, found where there is no translation; see `messageOf`. */
export class MissingOutput extends Refusal {
  /**
   * @param layer Name of the layer.
   * @param index Which of its outputs, from 0.
   */
  constructor(
    layer: string,
    readonly index: number
  ) {
    super('', layer);
  }
}

/** What to tell the user of an error while a model is read or mended, whatever threw it. */
export function messageOf(error: unknown, trans: ITranslate): string {
  if (error instanceof MissingOutput) {
    return trans.__(
      '"%1" has no output %2, which the model uses.',
      error.layer ?? '',
      error.index
    );
  }
  if (error instanceof Refusal) {
    return error.message;
  }
  return trans.__(
    'The file contradicts itself in a way that was not foreseen (%1).',
    error instanceof Error ? error.message : String(error)
  );
}

/** The layer that an error is about, if it is known. */
export function layerOf(error: unknown): string | null {
  return error instanceof Refusal ? error.layer : null;
}
