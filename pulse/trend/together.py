"""Whether scores and what the organisation counts rank its periods alike. Never with fewer than eight of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pulse.model.context import Line, Together
from pulse.model.groups import ALL
from pulse.model.trends import Trend
from pulse.statistics.ranks import spearman

LEAST = 8


def together(trends: Sequence[Trend], counted: Sequence[Line]) -> tuple[Together, ...]:
    """A score a line, an indicator a line. Each period counts once, with the last stock-take that began in it."""
    scores = [trend for trend in trends if trend.measure == "mean" and trend.group == ALL]
    return tuple(_compared(score, line) for score in scores for line in counted)


def _compared(score: Trend, line: Line) -> Together:
    pairs = list(_pairs({it.date: it.value for it in score.series.points if it.value is not None}, line))
    found = spearman(*zip(*pairs, strict=True)) if len(pairs) >= LEAST else None
    if found is None:
        return Together(score.item, line.indicator, len(pairs))
    rho, (lower, upper) = found
    return Together(score.item, line.indicator, len(pairs), rho, lower, upper)


def _pairs(scores: dict[date, float], line: Line) -> Iterator[tuple[float, float]]:
    for it in line.counted:
        within = [day for day in scores if it.period.first <= day <= it.period.last]
        if within and it.value is not None:
            yield scores[max(within)], it.value
