import type { IEnvironment } from '../core/environment/model';
import type { IFacts, INotebook } from '../core/notebook/model';

/** The packages that the install lines of a cell are to bring, by normalised name. */
function packagesOf(source: string, facts: IFacts): string[] {
  const cell = facts.notebook.cells.findIndex(each => each.source === source);
  return facts.installs
    .filter(({ span, action }) => span.cell === cell && action === 'install')
    .flatMap(({ requirements }) =>
      requirements.flatMap(({ text }) => /^[\w.-]+/.exec(text)?.[0] ?? [])
    )
    .map(name => name.toLowerCase().replace(/[-_.]+/g, '-'));
}

/**
 * The install cells of one notebook that were run and after which the kernel still lacks a package: that such a line will bring it
 * is not to be expected any more. A cell that is edited may be tried again.
 */
export class FailedInstalls {
  /** A cell has run. */
  onExecuted(source: string, facts: IFacts | undefined): void {
    const packages = facts ? packagesOf(source, facts) : [];
    if (packages.length > 0) {
      this.running.set(source, packages);
    }
  }

  /** The kernel has told what it has since. */
  onProbe(): void {
    this.running.forEach((packages, source) => this.ran.set(source, packages));
    this.running.clear();
    this.known = undefined;
  }

  /** The same object as long as nothing changed. */
  addTo(environment: IEnvironment, { cells }: INotebook): IEnvironment {
    const missing = cells
      .flatMap(({ source }) => this.ran.get(source) ?? [])
      .filter(name => !environment.distributions.has(name));
    if (missing.length === 0) {
      return environment;
    }
    const key = missing.join(' ');
    if (this.known?.environment !== environment || this.known.key !== key) {
      const failedInstalls = new Set(missing);
      const result = { ...environment, failedInstalls };
      this.known = { environment, key, result };
    }
    return this.known.result;
  }

  private known:
    | { environment: IEnvironment; key: string; result: IEnvironment }
    | undefined;
  private readonly ran = new Map<string, readonly string[]>();
  private readonly running = new Map<string, readonly string[]>();
}
