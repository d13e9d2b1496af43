"""The trends of a release: every index and every scale item of everyone.

Only shown points exist here. A wave that is hidden or banded is bridged: no point is drawn for it, and ranges and rules
step over it. A new version of a question starts a new part with limits of its own.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pulse.model.events import Rebase
from pulse.model.groups import ALL, Group
from pulse.model.release import About, Measure, Release, Shown
from pulse.model.trends import Improve, Method, Observation, Series, Trend
from pulse.trend.judge import judge

# Figures are shown, and judged, rounded: shares to whole per cents, scores to a decimal.
_GRAIN = {"favourable": 0.01, "mean": 0.1}


def follow(release: Release, rebases: Sequence[Rebase] = ()) -> tuple[Trend, ...]:
    """The trend of each index and scale item of everyone with a shown wave, in reading order.

    rebases  where a person let limits begin anew; a trend with one also holds itself with the original limits
    """
    found = (_trend(release, item, measure, ALL, improve, rebases) for item, measure, improve in _lines(release))
    return tuple(trend for trend in found if trend is not None)


def _lines(release: Release) -> Iterator[tuple[str, Measure, Improve]]:
    for index in (it for it in release.survey.indices if not it.balance):
        yield index.id, "mean", "up"
    for item in release.survey.items:
        if item.kind == "scale" and item.positive != "none":
            yield item.id, "favourable", "up"


def _trend(
    release: Release, item: str, measure: Measure, group: Group, improve: Improve, rebases: Sequence[Rebase]
) -> Trend | None:
    shown = tuple(_shown(release, item, measure, group))
    if not shown:
        return None
    breaks = tuple(_breaks(release, item, group, shown))
    rebased = tuple(label for label in _rebased(item, shown, rebases) if label not in breaks)
    starts = [it.date for it in shown if it.label in (*breaks, *rebased)]
    method = Method("auto", improve, parts=starts, grain=_GRAIN[measure])
    judged = judge([_counted(it, measure) for it in shown], method)
    series = _as_shown(judged, shown)
    if shown[-1].label != release.wave.label:
        series = replace(series, variation=None)  # the sum of a trend is news of this wave
    return Trend(
        item=item,
        group=group,
        measure="mean" if measure == "mean" else "favourable",
        improve=improve,
        series=series,
        breaks=breaks,
        rebased=rebased,
        original=_trend(release, item, measure, group, improve, ()) if rebased else None,
    )


def _shown(release: Release, item: str, measure: Measure, group: Group) -> Iterator[Observation]:
    for wave in release.waves:
        version = release.versions.get(item, {}).get(wave.label)
        figure = release.figures.get(About(wave.label, group, measure, item, version)) if version else None
        if isinstance(figure, Shown):
            yield Observation(wave.first, figure.value, figure.n, wave.label, lower=figure.lower, upper=figure.upper)


def _counted(it: Observation, measure: Measure) -> Observation:
    """A share as the nearest count of its n, so that it is judged as anybody can who has the shown figures."""
    if measure == "mean" or it.value is None or not it.n:
        return it
    count = round(it.value * it.n)
    return replace(it, count=count, value=count / it.n)


def _as_shown(series: Series, shown: Sequence[Observation]) -> Series:
    """The judged points with their values as on the page."""
    pairs = zip(series.points, shown, strict=True)
    return replace(series, points=tuple(replace(point, value=it.value) for point, it in pairs))


def _breaks(release: Release, item: str, group: Group, shown: Sequence[Observation]) -> Iterator[str]:
    """Labels of the waves at which another version begins, or the group is no longer made of the same people."""
    versions = release.versions[item]
    remade = [it.day for it in release.remade if it.path == group.path]
    for before, after in itertools.pairwise(shown):
        if versions[before.label] != versions[after.label] or any(before.date < day <= after.date for day in remade):
            yield after.label


def _rebased(item: str, shown: Sequence[Observation], rebases: Sequence[Rebase]) -> Iterator[str]:
    """Labels of the first points from which a rebase of the item counts; none where no point is before it."""
    for day in sorted({it.day for it in rebases if it.item == item}):
        start = next((it.label for it in shown if it.date >= day), "")
        if start and start != shown[0].label:
            yield start
