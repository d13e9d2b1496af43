"""Drift of a balance over three stock-takes, from shown figures only: so that it tells nothing they do not."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

from pulse.model.groups import ALL, Group
from pulse.model.release import About, Release, Shown
from pulse.model.survey import Index
from pulse.model.trends import Drift

WAVES = 3
_MANY = 1.65  # for groups, of which there are many: about 3.2 standard errors, as for the tints of the groups' table


def drifts(release: Release) -> tuple[Drift, ...]:
    """Of each balance and group that has shown figures in the last three stock-takes, asked alike in all of them."""
    survey = release.asked_in[release.wave.label]
    found = (_drift(release, index, group) for index in survey.indices if index.balance for group in release.groups)
    return tuple(it for it in found if it is not None)


def _drift(release: Release, index: Index, group: Group) -> Drift | None:
    abouts = list(_last(release, index, group))
    points = [figure for about in abouts if isinstance(figure := release.figures.get(about), Shown)]
    if len(points) < WAVES or len({about.item_version for about in abouts}) > 1:
        return None
    first, last = points[0], points[-1]
    half = math.hypot(_half(first), _half(last))
    difference = last.value - first.value
    steps = [after.value - before.value for before, after in itertools.pairwise(points)]
    one_way = all(step > 0 for step in steps) or all(step < 0 for step in steps)
    lower, upper = float(round(difference - half)), float(round(difference + half))
    return Drift(
        about=abouts[-1],
        waves=tuple(about.wave for about in abouts),
        difference=difference,
        lower=lower,
        upper=upper,
        n=last.n,
        clear=one_way and not lower <= 0 <= upper and abs(difference) > half * (1 if group == ALL else _MANY),
    )


def _last(release: Release, index: Index, group: Group) -> Iterator[About]:
    for wave in release.waves[-WAVES:]:
        version = release.versions.get(index.id, {}).get(wave.label, 0)
        yield About(wave.label, group, "balance", index.id, version)


def _half(figure: Shown) -> float:
    """Half of what chance allows; the two halves differ by a rounding, or where the scale ends."""
    if figure.lower is None or figure.upper is None:
        return 200.0
    return max(figure.value - figure.lower, figure.upper - figure.value)
