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
from pulse.statistics.mix import Part, decompose


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
        digits = 1 if change.about.measure == "mean" else 2
        mix = round(decompose(_parts(was), _parts(is_now)).mix, digits)
        yield Mix(change.about, change.before, level, mix, round(change.difference - mix, digits))


def _parts(sums: Mapping[Group | None, Sums]) -> dict[Group | None, Part]:
    return {group: Part(it.n, it.mean) for group, it in sums.items()}
