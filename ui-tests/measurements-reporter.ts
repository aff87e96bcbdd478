import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** How the type of an annotation that is a measurement ends. */
const UNIT = ' (ms)';

/** Prints after the run what the tests have measured and not judged: their annotations, one line each. */
export default class MeasurementsReporter implements Reporter {
  onTestEnd({ title }: TestCase, { annotations }: TestResult): void {
    for (const { type, description = '' } of annotations) {
      if (type.endsWith(UNIT)) {
        this.lines.push(`${description.padStart(7)} ms  ${title}: ${type}`);
      }
    }
  }

  onEnd(): void {
    if (this.lines.length > 0) {
      console.log(['', 'Measured, not judged:', ...this.lines].join('\n'));
    }
  }

  printsToStdio(): boolean {
    return false;
  }

  private readonly lines: string[] = [];
}
