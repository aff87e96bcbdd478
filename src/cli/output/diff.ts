import type { Colors } from './text';
import { printable } from './model';

/** A unified diff in colours, or as it is where there are none, so that `patch` can take it. */
export function paintDiff(diff: string, colors: Colors): string {
  if (!colors.isColorSupported || diff === '') {
    return diff;
  }
  return diff
    .split('\n')
    .map(line => paintLine(printable(line), colors))
    .join('\n');
}

function paintLine(line: string, colors: Colors): string {
  switch (line[0]) {
    case '+':
      return colors.green(line);
    case '-':
      return colors.red(line);
    case '@':
      return colors.cyan(line);
    default:
      return line;
  }
}
