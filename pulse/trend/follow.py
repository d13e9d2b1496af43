"""The trends of a release: every index and every scale item of everyone.

Only shown points exist here. A wave that is hidden or banded is bridged: no point is drawn for it, and rules step
over it. A new version of a question starts a new line with limits of its own.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from pulse.model.events import Rebase
from pulse.model.groups import ALL, Group
from pulse.model.release import About, Measure, Release, Shown
from pulse.model.trends import Improve, Observation, Point, Series, Trend
from pulse.trend.limits import Limits, mean_range
from pulse.trend.xmr import ENOUGH, xmr

LEAST_FOR_LIMITS = 8  # fewer points show dots only; from here to 12 limits are a trial


def follow(release: Release, rebases: Sequence[Rebase] = ()) -> tuple[Trend, ...]:
    """The trend of each index and scale item of everyone with two shown waves at least, in reading order.

    rebases  where a person let limits begin anew; a trend with one also holds itself with the original limits
    """
    found = (_trend(release, item, measure, ALL, improve, rebases) for item, measure, improve in _lines(release))
    return tuple(trend for trend in found if trend is not None)


def _lines(release: Release) -> Iterator[tuple[str, Measure, Improve]]:
    for index in release.survey.indices:
        yield index.id, "mean", "up"
    for item in release.survey.items:
        if item.kind == "scale" and item.positive != "none":
            yield item.id, "favourable", "up"


def _trend(
    release: Release, item: str, measure: Measure, group: Group, improve: Improve, rebases: Sequence[Rebase]
) -> Trend | None:
    observations = tuple(_observations(release, item, measure, group))
    if len(observations) < 2:
        return None
    breaks = tuple(_breaks(release, item, group, observations))
    rebased = tuple(label for label in _rebased(item, observations, rebases) if label not in breaks)
    starts = [it.date for it in observations if it.label in (*breaks, *rebased)]
    last_line = [it for it in observations if not starts or it.date >= starts[-1]]
    enough = len(last_line) >= LEAST_FOR_LIMITS
    series = _judged(observations, starts, improve)
    trial = enough and len(last_line) < ENOUGH
    if not enough or trial or observations[-1].label != release.wave.label:
        series = replace(series, variation=None)  # the sum of a trend needs 13 points, and news of this wave
    return Trend(
        item=item,
        group=group,
        measure="mean" if measure == "mean" else "favourable",
        improve=improve,
        series=_without_limits_of_few(series),
        trial=trial,
        limits=enough,
        breaks=breaks,
        rebased=rebased,
        original=_trend(release, item, measure, group, improve, ()) if rebased else None,
    )


def _observations(release: Release, item: str, measure: Measure, group: Group) -> Iterator[Observation]:
    for wave in release.waves:
        version = release.versions.get(item, {}).get(wave.label)
        figure = release.figures.get(About(wave.label, group, measure, item, version)) if version else None
        if isinstance(figure, Shown):
            yield Observation(wave.first, figure.value, figure.n, wave.label)


def _breaks(release: Release, item: str, group: Group, observations: tuple[Observation, ...]) -> Iterator[str]:
    """Labels of the waves at which another version begins, or the group is no longer made of the same people."""
    versions = release.versions[item]
    remade = [it.day for it in release.remade if it.path == group.path]
    for before, after in itertools.pairwise(observations):
        if versions[before.label] != versions[after.label] or any(before.date < day <= after.date for day in remade):
            yield after.label


def _rebased(item: str, observations: tuple[Observation, ...], rebases: Sequence[Rebase]) -> Iterator[str]:
    """Labels of the first points from which a rebase of the item counts; none where no point is before it."""
    for day in sorted({it.day for it in rebases if it.item == item}):
        start = next((it.label for it in observations if it.date >= day), "")
        if start and start != observations[0].label:
            yield start


def _judged(observations: tuple[Observation, ...], starts: list[date], improve: Improve) -> Series:
    """The published method; where screening leaves no variation although there was some, without screening."""
    values = [it.value for it in observations]
    screen = bool(mean_range(values, screen=True)) or not mean_range(values, screen=False)
    series = xmr(observations, improve=improve, rebase=starts, screen=screen)
    return series if screen else replace(series, warnings=(*series.warnings, "not_screened"))


def _without_limits_of_few(series: Series) -> Series:
    """The series with limits only where enough points share them: an earlier line keeps its own."""
    sizes = Counter(point.rebase_group for point in series.points)
    few = {group for group, size in sizes.items() if size < LEAST_FOR_LIMITS}
    return replace(series, points=tuple(_bare(it) if it.rebase_group in few else it for it in series.points))


def _bare(point: Point) -> Point:
    none = Limits(None)
    return replace(
        point,
        mean=none.mean,
        lower=none.lower,
        upper=none.upper,
        near_lower=none.near_lower,
        near_upper=none.near_upper,
        special_cause=None,
        point_type="common_cause",
    )
