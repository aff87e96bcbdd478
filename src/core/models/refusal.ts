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
