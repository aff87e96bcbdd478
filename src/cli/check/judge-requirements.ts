import type { IDiagnosis } from '../../core/diagnose';
import { askPinSolver } from '../../core/fixes/ask-pin-solver';
import { pipInstalls } from '../../core/fixes/pin-corrections';
import { untranslated } from '../../core/translate';
import { leavesOpen } from '../../core/unread-installs';
import type { IDocument } from '../documents/model';
import { describeCell, describeSpan } from './describe';
import type { IRequirementsReport } from './model';

/**
 * Whether pip can do what the file's install lines ask for in that environment, and if not, whose requirement forces it. Which
 * Keras the file needs does not count here: that is what the rules judge. Nothing is said where they leave open which TensorFlow or
 * Keras they install.
 */
export function judgeRequirements(
  document: IDocument,
  { facts, environment }: IDiagnosis
): IRequirementsReport {
  const installs = pipInstalls(facts);
  const judged = installs.flatMap(({ requirements }) =>
    requirements.map(({ text, span }) => ({
      requirement: text,
      ...describeCell(document, span.cell),
      span: describeSpan(document, span)
    }))
  );
  if (judged.length === 0 || leavesOpen(facts)) {
    return { conflict: false, judged, conflicts: [], changes: [], advice: [] };
  }
  const commands = installs.map(({ requirements }) =>
    requirements.map(({ text }) => text)
  );
  const { status, conflicts, changes, advice } = askPinSolver(
    {
      environment,
      installs: commands,
      upgrades: installs.map(({ upgrade }) => upgrade),
      keras: 'any'
    },
    untranslated
  );
  return {
    conflict: status !== 'ok',
    judged,
    conflicts,
    changes,
    advice: advice.map(({ message }) => message)
  };
}
