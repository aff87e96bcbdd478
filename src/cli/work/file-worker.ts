import { FILE_HEADERS_ONLY, createTwoFilesPatch } from 'diff';
import type { IOptions } from '../../core/rules/model';
import { diagnoseDocument, reportOf } from '../check/check-document';
import { excerptOf } from '../check/describe';
import type { FileOutcome } from '../check/model';
import type { IDocument } from '../documents/model';
import { DocumentError } from '../documents/model';
import { decode, readDocument } from '../documents/read-document';
import { readBytes } from '../files/read-bytes';
import { writeFile } from '../files/write-file';
import { fixDocument } from '../fix/fix-document';
import { SettingsReader } from '../settings/read-settings';
import type { IFixOutcome, IFixWish, IJob, IWorkResult } from './job';

/** Does the job for one file after another. */
export class FileWorker {
  constructor(private readonly job: IJob) {
    this.settings = new SettingsReader(job.overrides);
  }

  /**
   * A file that cannot be read is an outcome, not an error.
   * @throws UsageError where the settings for the file are wrong.
   */
  work(path: string): IWorkResult {
    const name = path === '-' ? this.job.stdinName : path;
    const options = this.settings.optionsFor(name);
    try {
      const text = decode(readBytes(path));
      const { fix: wish } = this.job;
      if (!wish) {
        return { check: this.check(text, name, options), fix: null };
      }
      const fixed = this.fix(text, name, { options, wish });
      if (wish.write && fixed.text !== text && path !== '-') {
        write(path, fixed.text);
      }
      return {
        check: this.check(fixed.text, name, options),
        fix: outcomeOf(text, fixed, { path, name, wish })
      };
    } catch (error) {
      return { check: { path: name, error: reasonOf(error) }, fix: null };
    }
  }

  private check(text: string, name: string, options: IOptions): FileOutcome {
    const document = readDocument(text, name);
    const diagnosis = this.diagnose(document, options);
    return {
      path: name,
      report: reportOf(document, diagnosis),
      excerpts: diagnosis.diagnostics.map(({ span }) =>
        excerptOf(document, span)
      )
    };
  }

  private fix(
    text: string,
    name: string,
    { options, wish }: { options: IOptions; wish: IFixWish }
  ): ReturnType<typeof fixDocument> {
    const document = readDocument(text, name);
    const diagnosis = this.diagnose(document, options);
    return fixDocument(text, document, { diagnosis, rules: wish.rules });
  }

  private diagnose(
    document: IDocument,
    options: IOptions
  ): ReturnType<typeof diagnoseDocument> {
    return diagnoseDocument(document, this.job.environment, options);
  }

  private readonly settings: SettingsReader;
}

function outcomeOf(
  before: string,
  { text, done, skipped }: ReturnType<typeof fixDocument>,
  { path, name, wish }: { path: string; name: string; wish: IFixWish }
): IFixOutcome {
  const changed = text !== before;
  return {
    changed,
    diff:
      changed && wish.diff
        ? createTwoFilesPatch(name, name, before, text, '', '', {
            headerOptions: FILE_HEADERS_ONLY
          })
        : null,
    text: path === '-' ? text : null,
    done,
    skipped
  };
}

/** @throws DocumentError where the file cannot be written. */
function write(path: string, text: string): void {
  try {
    writeFile(path, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DocumentError(`cannot be written: ${reason}`);
  }
}

/** A mistake of ours in one file must not keep the others from being checked: it is reported with that file. */
function reasonOf(error: unknown): string {
  if (error instanceof DocumentError) {
    return error.message;
  }
  const reason = error instanceof Error ? error.message : String(error);
  return `could not be checked: ${reason}`;
}
