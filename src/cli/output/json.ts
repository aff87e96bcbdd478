import { findTensorFlow } from '../../core/environment/find-tensorflow';
import type { IFileReport } from '../check/model';
import type { IOutput, IRunHead } from './model';
import { count, emptySummary } from './model';

/** One JSON document, as `schema/check-result.schema.json` describes it. Keys of `files` are the paths as given. */
export function jsonOutput({
  environment,
  source,
  version
}: IRunHead): IOutput {
  const files: [string, IFileReport | { error: string }][] = [];
  const summary = emptySummary();
  return {
    file(outcome) {
      count(summary, outcome);
      const { path } = outcome;
      const content =
        'error' in outcome ? { error: outcome.error } : outcome.report;
      files.push([path, content]);
      return '';
    },
    end() {
      const versionOf = (name: string): string | null =>
        environment.distributions.get(name)?.version ?? null;
      const result = {
        version,
        environment: {
          source,
          python: environment.python,
          tensorflow: findTensorFlow(environment)?.version ?? null,
          keras: versionOf('keras'),
          tfKeras: versionOf('tf-keras')
        },
        files: Object.fromEntries(files),
        summary
      };
      return `${JSON.stringify(result, null, 2)}\n`;
    }
  };
}
