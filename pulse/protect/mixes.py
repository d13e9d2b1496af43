"""A change of everyone split in two: who answered, and what they said (Simpson's paradox made visible)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pulse.model.figures import Scores
from pulse.model.groups import Group
from pulse.model.release import Change, Mix
from pulse.protect.behind import Behind, Sums
from pulse.protect.changes import Figures
from pulse.protect.strata import one_level, parts
from pulse.statistics.mix import Part, decompose, moved, standardise

Parts = Mapping[Group | None, Part]


def mixes(scores: Scores, figures: Figures, changes: Sequence[Change], level: str) -> Iterator[Mix]:
    """Each change of a scale or an index by the groups of a level that are shown in both waves, and all others."""
    behind = Behind(scores)
    groups = one_level(scores.groups, level)
    for change in changes:
        if change.about.measure == "share" or change.against != "last":
            continue
        earlier = replace(change.about, wave=change.before)
        then, now = (parts(behind, figures, about, groups) for about in (earlier, change.about))
        both = tuple(group for group in groups if group in then and group in now)
        was, is_now = parts(behind, figures, earlier, both), parts(behind, figures, change.about, both)
        if len(both) < 2 or was.keys() != is_now.keys():
            continue
        yield _mix(change, level, _parts(was), _parts(is_now))


def _mix(change: Change, level: str, was: Parts, is_now: Parts) -> Mix:
    """Both waves have the same parts, each with answers, so the one can always be given the other's proportions."""
    digits = 1 if change.about.measure == "mean" else 2
    mix = round(decompose(was, is_now).mix, digits)
    return Mix(
        about=change.about,
        before=change.before,
        level=level,
        mix=mix,
        within=round(change.difference - mix, digits),
        standardised=round(standardise(was, is_now), digits),
        moved=round(moved(was, is_now), 2),
    )


def _parts(sums: Mapping[Group | None, Sums]) -> Parts:
    return {group: Part(it.n, it.mean) for group, it in sums.items()}
