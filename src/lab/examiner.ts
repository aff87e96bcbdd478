import type { IDiagnosis } from '../core/diagnose';
import type { IEnvironment } from '../core/environment/model';
import type { IFacts, INotebook } from '../core/notebook/model';
import { isSameNotebook } from '../core/notebook/same-notebook';
import type { ScanCache } from '../core/notebook/scan-cache';
import type { IOptions } from '../core/rules/model';
import type { ITranslate } from '../core/translate';
import type { IWay } from '../core/ways';
import type * as Engine from './engine';
import { loadEngine } from './load-engine';
import type * as Planning from './planning';

/** How long to parse before the page may draw again, in milliseconds. */
const SLICE = 8;

interface IAnswer {
  readonly facts: IFacts;
  readonly environment: IEnvironment;
  readonly options: IOptions;
  readonly diagnosis: IDiagnosis;
}

/** The engine at work on one notebook, with what it keeps from one look to the next; what did not change is not worked out again. */
export class Examiner {
  constructor(private readonly trans: ITranslate) {}

  /** Loads the engine. */
  load(): Promise<void> {
    this.loading ??= this.begin().finally(() => {
      this.loading = undefined;
    });
    return this.loading;
  }

  /** Whether `scan` and `diagnose` can be called. */
  get isLoaded(): boolean {
    return this.engine !== undefined;
  }

  /** Reads the notebook as long as there is time: cell by cell, so that the page can draw meanwhile. */
  async readAhead(
    notebook: () => INotebook,
    hasTime: () => boolean
  ): Promise<void> {
    let end = performance.now() + SLICE;
    const { cells } = notebook();
    for (let index = 0; index < cells.length && hasTime(); index++) {
      if (cells[index].type === 'code') {
        this.cache?.syntaxOf(cells[index].source, index);
      }
      if (performance.now() > end) {
        await new Promise(resolve => setTimeout(resolve, 0));
        end = performance.now() + SLICE;
      }
    }
    if (hasTime()) {
      this.scan(notebook());
    }
  }

  /** What the notebook says; the same object as long as it says the same. */
  scan(notebook: INotebook): IFacts {
    const { facts } = this;
    if (!facts || !isSameNotebook(facts.notebook, notebook)) {
      return (this.facts = this.loaded().scan(notebook, this.cache));
    }
    return facts;
  }

  /** What is wrong with it in a kernel; the same object as long as nothing changed. */
  diagnose(
    notebook: INotebook,
    environment: IEnvironment,
    options: IOptions
  ): IDiagnosis {
    const facts = this.scan(notebook);
    const { answer, trans } = this;
    if (
      answer?.facts === facts &&
      answer.environment === environment &&
      answer.options === options
    ) {
      return answer.diagnosis;
    }
    const { diagnose } = this.loaded();
    const diagnosis = diagnose(facts, environment, options, trans);
    this.answer = { facts, environment, options, diagnosis };
    return diagnosis;
  }

  /** Makes `waysFor` possible. */
  async loadPlanning(): Promise<void> {
    const { loadPlanning } = await loadEngine();
    this.planning = await loadPlanning();
  }

  /** The ways to mend what was found; the same list as long as nothing changed. None until the planning is loaded. */
  waysFor(diagnosis: IDiagnosis): readonly IWay[] {
    if (this.planning && this.ways?.diagnosis !== diagnosis) {
      const ways = this.planning.waysOf(diagnosis, this.trans);
      this.ways = { diagnosis, ways };
    }
    return this.ways?.diagnosis === diagnosis ? this.ways.ways : [];
  }

  /** What a notebook without a kernel is looked at against; the same object each time. */
  assumed(): IEnvironment {
    return (this.environment ??= this.loaded().assumedEnvironment());
  }

  private async begin(): Promise<void> {
    if (!this.engine) {
      const engine = await loadEngine();
      this.cache = new engine.ScanCache(engine.knows);
      this.engine = engine;
    }
  }

  private loaded(): typeof Engine {
    if (!this.engine) {
      throw new Error('the engine is not loaded');
    }
    return this.engine;
  }

  private answer: IAnswer | undefined;
  private ways:
    | { readonly diagnosis: IDiagnosis; readonly ways: readonly IWay[] }
    | undefined;
  private planning: typeof Planning | undefined;
  private cache: ScanCache | undefined;
  private environment: IEnvironment | undefined;
  private engine: typeof Engine | undefined;
  private facts: IFacts | undefined;
  private loading: Promise<void> | undefined;
}
