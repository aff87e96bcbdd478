import { explainByHand } from '../installing/by-hand';
import { installLines } from '../installing/install-lines';
import type { IContext } from '../rules/model';
import type { ITranslate } from '../translate';
import type { Edit, IFix } from './model';

/** A fix that brings packages, before it is known how this kernel gets them. */
export interface IInstallFix {
  readonly title: string;
  readonly choice: IFix['choice'];
  /** What the cell says of itself, without the `#`. */
  readonly comment: string;
  readonly requirements: readonly string[];
  /** The edits, given the source of the cell that installs. */
  readonly edits: (source: string) => readonly Edit[];
}

/** A fix by a cell that installs packages in the way that works in this kernel, or that says what to do by hand. */
export function installFix(
  context: IContext,
  { title, choice, comment, requirements, edits }: IInstallFix,
  trans: ITranslate
): IFix {
  const lines = installLines(context, requirements);
  return lines === null
    ? byHandFix(context, { title, choice }, trans)
    : { title, choice, edits: edits([`# ${comment}`, ...lines].join('\n')) };
}

/** A fix that no cell of this kernel can do. */
export function byHandFix(
  { environment }: IContext,
  about: Pick<IFix, 'title' | 'choice'>,
  trans: ITranslate
): IFix {
  return {
    ...about,
    edits: [],
    byHand: explainByHand(environment, trans) ?? ''
  };
}
