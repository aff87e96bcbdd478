import { createColors } from 'picocolors';
import { githubOutput } from './github';
import { jsonOutput } from './json';
import type { IOutput, IRunHead } from './model';
import { sarifOutput } from './sarif';
import { textOutput } from './text';

export const formats = ['text', 'json', 'github', 'sarif'] as const;
export type Format = (typeof formats)[number];

export function chooseOutput(
  format: Format,
  head: IRunHead,
  isColored: boolean
): IOutput {
  switch (format) {
    case 'text':
      return textOutput(createColors(isColored));
    case 'json':
      return jsonOutput(head);
    case 'github':
      return githubOutput();
    case 'sarif':
      return sarifOutput(head);
  }
}
