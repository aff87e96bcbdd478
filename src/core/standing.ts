import { diagnose } from './diagnose';
import { makeEnvironment } from './environment/make-environment';
import type { IEnvironment } from './environment/model';
import type { IFacts } from './notebook/model';
import { overlaps } from './notebook/model';
import type { IDiagnostic, IEvidence, IVerdict } from './rules/model';
import { defaultOptions } from './rules/model';
import { untranslated } from './translate';

/** How a notebook's source fares as it stands, whatever its kernel has. */
export interface IStanding {
  /**
   * The Keras on which nothing is known to fail or to differ: `neither` where each is known to fail, `none` where the notebook uses
   * no Keras.
   */
  readonly runsOn: 'keras2' | 'keras3' | 'either' | 'neither' | 'none';
  /** Everything that fails on Keras 3 has a known rewrite; false where nothing fails there. */
  readonly rewritable: boolean;
}

/** What each side is judged by: the last TensorFlow with Keras 2 of its own, and one of today with Keras 3 and nothing else. */
const keras2 = makeEnvironment({
  python: '3.11.9',
  versions: { tensorflow: '2.15.1', keras: '2.15.0', 'tf-keras': '2.15.1' }
});
const keras3 = makeEnvironment({
  python: '3.11.9',
  versions: { tensorflow: '2.21.0', keras: '3.15.1', 'tf-keras': '2.21.0' }
});

/**
 * Judges the source on both sides. The verdict says where a notebook belongs; this says where it fails before anything is done: a
 * notebook that needs one rewrite for Keras 3 belongs there and fails there.
 *
 * @param facts - what the notebook says. What it installs and which Keras it asks for are left out: both are about a kernel.
 */
export function standing(facts: IFacts, verdict: IVerdict): IStanding {
  if (verdict.needs === 'none') {
    return { runsOn: 'none', rewritable: false };
  }
  const bare: IFacts = {
    ...facts,
    installs: [],
    variables: facts.variables.filter(
      ({ variable }) => variable !== 'TF_USE_LEGACY_KERAS'
    )
  };
  const { evidence } = verdict;
  const onKeras3 = troubles(bare, keras3);
  const failsOn2 =
    evidence.some(({ side, weak }) => side === 'keras3' && !weak) ||
    troubles(bare, keras2).length > 0;
  const failsOn3 =
    evidence.some(({ side }) => side === 'keras2') || onKeras3.length > 0;
  return {
    runsOn: sideOf(!failsOn2, !failsOn3),
    rewritable: failsOn3 && isRewritable(onKeras3, evidence)
  };
}

/** A library may need Keras 2 and ask for it itself: evidence without a finding, which no rewrite mends. */
function isRewritable(
  found: readonly IDiagnostic[],
  evidence: readonly IEvidence[]
): boolean {
  const isFound = ({ span: place }: IEvidence): boolean =>
    found.some(({ span }) => span !== null && overlaps(span, place));
  return (
    found.every(({ fixes }) => fixes.length > 0) &&
    evidence.every(one => one.side === 'keras3' || one.weak || isFound(one))
  );
}

/** What fails or differs; what is only worth knowing does neither. */
function troubles(facts: IFacts, environment: IEnvironment): IDiagnostic[] {
  return diagnose(
    facts,
    environment,
    { ...defaultOptions, wantedKeras: 'keras3' },
    untranslated
  ).diagnostics.filter(({ severity }) => severity !== 'info');
}

function sideOf(runsOn2: boolean, runsOn3: boolean): IStanding['runsOn'] {
  if (runsOn2) {
    return runsOn3 ? 'either' : 'keras2';
  }
  return runsOn3 ? 'keras3' : 'neither';
}
