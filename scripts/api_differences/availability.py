"""Sets of releases as short text: `2` all Keras 2, `3` all Keras 3, `-2.12`, `2.13-`, `3.4-`, `2.11-2.14`; `*` everywhere."""

from api_differences.environments import KERAS_2_RELEASES, KERAS_3_RELEASES, LEGACY_RELEASES

TIMELINE = KERAS_2_RELEASES + KERAS_3_RELEASES
EVERYWHERE = frozenset(TIMELINE + LEGACY_RELEASES)
NEWEST_2 = KERAS_2_RELEASES[-1]


def encode(releases):
    """Legacy tf-keras is what Keras 2.15 is unless the text says `legacy` or `no-legacy`."""
    releases = frozenset(releases)
    if releases >= EVERYWHERE:
        return "*"
    parts = [_range(run) for run in _runs(releases)]
    legacy = LEGACY_RELEASES[-1] in releases
    if legacy != (NEWEST_2 in releases):
        parts.append("legacy" if legacy else "no-legacy")
    return " ".join(parts) or "none"


def _runs(releases):
    """Maximal runs of the timeline that are wholly in the set."""
    runs, current = [], []
    for release in TIMELINE:
        if release in releases:
            current.append(release)
        elif current:
            runs.append(current)
            current = []
    return runs + ([current] if current else [])


def _range(run):
    if run == KERAS_2_RELEASES:
        return "2"
    if run == KERAS_3_RELEASES:
        return "3"
    first = "" if run[0] == TIMELINE[0] else run[0]
    last = "" if run[-1] == TIMELINE[-1] else run[-1]
    return run[0] if len(run) == 1 and first and last else f"{first}-{last}"
