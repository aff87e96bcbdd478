/**
 * The part of JupyterLab's `TranslationBundle` that the core speaks through, so that it can be handed a real bundle
 * by the lab and an identity by everything else. Messages are literals: `trans.__('… %1 …', value)`.
 */
export interface ITranslate {
  /** The message in the user's language, with `%1`, `%2`, … replaced by the arguments. */
  __(message: string, ...values: (string | number)[]): string;
}

/** Speaks English: returns the message with its placeholders filled in. */
export const untranslated: ITranslate = {
  __: (message, ...values) =>
    message.replace(/%(\d+)/g, (placeholder, position: string) =>
      String(values[Number(position) - 1] ?? placeholder)
    )
};
