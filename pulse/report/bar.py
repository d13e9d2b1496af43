"""One stock-take drawn: a bar from nothing to the figure, and its 95 % interval across the end."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from pulse.model.trends import Trend
from pulse.report import svg
from pulse.report.plot import said

HEIGHT = 64.0
_LEFT, _RIGHT, _TOP, _THICK = 44.0, 560.0, 10.0, 15.0


def parts(trend: Trend) -> Iterator[Markup]:
    """The axis from 0 to the most there can be, the bar, the interval, the figure and how many answered."""
    point, most = trend.series.points[0], 10.0 if trend.measure == "mean" else 1.0
    middle, ground = _TOP + _THICK / 2, _TOP + _THICK + 8
    value = point.value or 0.0
    for tick in range(6):
        x = _x(tick / 5)
        yield svg.line(x, _TOP - 4, x, ground, colour="grid")
        yield svg.text(
            f"{tick * 2}" if trend.measure == "mean" else f"{tick / 5:.0%}",
            x,
            ground + 16,
            colour="ink2",
            size=12,
            anchor="middle",
        )
    yield svg.rect(_LEFT, _TOP, _x(value / most) - _LEFT, _THICK, "nb")
    if point.interval_lower is not None and point.interval_upper is not None:
        low, high = _x(point.interval_lower / most), _x(point.interval_upper / most)
        yield svg.line(low, middle, high, middle, colour="ink", weight=2)
        for end in (low, high):
            yield svg.line(end, middle - 5, end, middle + 5, colour="ink", weight=2)
    yield svg.line(_LEFT, _TOP - 4, _LEFT, ground)
    yield svg.text(said(trend, value), _RIGHT + 30, middle + 5, size=13, bold=True)
    if point.n:
        yield svg.text(f"n {point.n:,}", _RIGHT + 30, ground + 16, colour="ink2", size=12)


def _x(share: float) -> float:
    return _LEFT + share * (_RIGHT - _LEFT)
