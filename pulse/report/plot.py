"""The ground of a drawing over time: where a wave and a value lie, the axis, the dates, the strip of answers."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from pulse.model.release import Release
from pulse.model.trends import Point, Trend
from pulse.report import svg
from pulse.report.widths import width


@dataclass(frozen=True, slots=True)
class Room:
    """Where a plot lies in its drawing: its edges and height, room before the first wave, the size of the whole."""

    left: float
    right: float
    top: float
    tall: float
    pad: float
    wide: float
    high: float
    most_ticks: int

    @property
    def ground(self) -> float:
        """The lower end of the axis."""
        return self.top + self.tall


FULL = Room(left=44.0, right=584.0, top=20.0, tall=132.0, pad=14.0, wide=680.0, high=216.0, most_ticks=9)
SMALL = Room(left=32.0, right=178.0, top=8.0, tall=68.0, pad=8.0, wide=216.0, high=96.0, most_ticks=4)
_STRIP = 24.0  # height of the strip of numbers of answers
_APART = 12.0  # least room between two labels in a row
_AIR = 0.15  # steps left free at both ends of an axis, so that no mark stands on its edge
_SCORE = 10.0  # the most a mean can be


@dataclass(frozen=True, slots=True)
class Span:
    """The span of an axis, and the step of its ticks."""

    low: float
    high: float
    step: float

    def ticks(self, most: int) -> list[float]:
        """The values that are marked: multiples of the step, of its double where there would be more than `most`."""
        step = self.step
        while (self.high - self.low) / step > most:
            step *= 2
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [round(number * step, 4) for number in range(first, last + 1)]


def spans(trends: Sequence[Trend]) -> list[Span]:
    """An axis each; those of one measure are as many points long, so that a rise looks the same in all of them."""
    needed = [_needed(trend) for trend in trends]
    longest: dict[str, float] = {}
    for trend, (low, high) in zip(trends, needed, strict=True):
        longest[trend.measure] = max(longest.get(trend.measure, 0.0), high - low)
    return [_span(trend, ends, longest[trend.measure]) for trend, ends in zip(trends, needed, strict=True)]


def _needed(trend: Trend) -> tuple[float, float]:
    """From the lowest to the highest of what is drawn, out to whole steps."""
    most, grid = _most(trend), _most(trend) / 20
    if trend.now.chart == "bar" and len(trend.series.points) == 1:
        return 0.0, most
    seen = [end for point in trend.series.points for end in drawn_ends(trend, point)]
    low = max(math.floor(min(seen) / grid - _AIR) * grid, 0.0)
    high = min(math.ceil(max(seen) / grid + _AIR) * grid, most)
    return low, max(high, low + 2 * grid)


def drawn_ends(trend: Trend, point: Point) -> list[float]:
    """The point's value and what is drawn around it: limits, or else its interval."""
    around = (point.lower, point.upper)
    if trend.series.part_of(point).limits is None:
        around = (point.interval_lower, point.interval_upper)
    return [end for end in (point.value, *around) if end is not None]


def _span(trend: Trend, needed: tuple[float, float], length: float) -> Span:
    most = _most(trend)
    grid, (low, high) = most / 20, needed
    spare = round((length - (high - low)) / grid)
    low = min(max(low - spare // 2 * grid, 0.0), most - length)
    step = next(step for step in (grid, 2 * grid, 4 * grid) if length <= 7 * step or step == 4 * grid)
    return Span(round(low, 4), round(low + length, 4), step)


def _most(trend: Trend) -> float:
    return _SCORE if trend.measure == "mean" else 1.0


def said(trend: Trend, value: float) -> str:
    """A value in the words of the chart: "62%", or "6.2"."""
    return f"{value:.1f}" if trend.measure == "mean" else f"{value:.0%}"


class Plot:
    """The waves of a trend along the dates, and the axis of its values."""

    def __init__(self, release: Release, trend: Trend, span: Span, room: Room = FULL) -> None:
        self.trend, self.span, self.room = trend, span, room
        self.waves = [wave for wave in release.waves if wave.first >= trend.series.points[0].date]
        self.at = {wave.label: number for number, wave in enumerate(self.waves)}
        self.xs = [self.x_of(wave.first) for wave in self.waves]
        middles = [(before + after) / 2 for before, after in itertools.pairwise(self.xs)]
        self.edges = [self.xs[0] - room.pad, *middles, self.xs[-1] + room.pad]  # of the column of each wave

    def x_of(self, day: date) -> float:
        """Where a day lies: dates are drawn to scale."""
        first, last, room = self.waves[0].first, self.waves[-1].first, self.room
        if first == last:
            return (room.left + room.right) / 2
        share = (day - first).days / (last - first).days
        return room.left + room.pad + share * (room.right - room.left - 2 * room.pad)

    def x(self, point: Point) -> float:
        """Where a point lies."""
        return self.xs[self.at[point.label]]

    def y(self, value: float) -> float:
        """Where a value lies; what is beyond the axis is drawn at its end."""
        share = (min(max(value, self.span.low), self.span.high) - self.span.low) / (self.span.high - self.span.low)
        return self.room.ground - share * self.room.tall

    def axis(self) -> Iterator[Markup]:
        """Quiet lines at the ticks, their values at the left, the ground line."""
        left, right, ground = self.room.left, self.room.right, self.room.ground
        for value in self.span.ticks(self.room.most_ticks):
            yield svg.line(left, self.y(value), right, self.y(value), colour="grid")
            yield svg.text(said(self.trend, value), left - 6, self.y(value) + 4, colour="ink2", size=12, anchor="end")
        yield svg.line(left, ground, right, ground)

    def strip(self) -> Iterator[Markup]:
        """A bar for the answers each point rests on, and the last of these numbers."""
        points, left, right = self.trend.series.points, self.room.left, self.room.right
        most, bottom = max((point.n or 0 for point in points), default=0), self.room.ground + 38
        yield svg.text("n", left - 6, bottom - 8, colour="ink2", size=12, anchor="end")
        for point in points:
            if most and point.n:
                tall, wide = point.n / most * _STRIP, self._bar(point)
                yield svg.rect(self.x(point) - wide / 2, bottom - tall, wide, tall, "nb")
        yield svg.line(left, bottom, right, bottom)
        if points[-1].n and points[-1].label == self.waves[-1].label:
            yield svg.text(f"n {points[-1].n:,}", right + 6, bottom - 8, colour="ink2", size=12)

    def _bar(self, point: Point) -> float:
        at = self.at[point.label]
        return min(16.0, max((self.edges[at + 1] - self.edges[at]) / 2, 3.0))

    def dates(self) -> Iterator[Markup]:
        """The first, the last and as many labels between them as fit without touching."""
        y, used = self.room.ground + 56, [self._label(len(self.waves) - 1)]
        for number in range(len(self.waves)):
            label = self._label(number)
            if number == len(self.waves) - 1 or all(_apart(label, other) for other in used):
                used.append(label)
                middle = (label[0] + label[1]) / 2
                yield svg.text(self.waves[number].label, middle, y, colour="ink2", size=12, anchor="middle")

    def ends(self) -> Iterator[Markup]:
        """The first and the last date alone, at the two ends of the axis."""
        last = len(self.waves) - 1
        for number in (0, last) if last else (0,):
            yield svg.text(
                self.waves[number].label, self.xs[number], self.room.ground + 16, colour="ink2", size=12,
                anchor="middle",
            )  # fmt: skip

    def _label(self, number: int) -> tuple[float, float]:
        """From where to where the label of a wave's date reaches."""
        half = width(self.waves[number].label, 12) / 2
        middle = min(max(self.xs[number], half), self.room.wide - half)
        return middle - half, middle + half

    def heads(self, words: Sequence[tuple[float, str]]) -> Iterator[Markup]:
        """Words above the chart, beside their marks, the first ones first; what would touch is told below the chart."""
        used: list[tuple[float, float]] = []
        for x, word in words:
            half = width(word, 12) / 2
            middle = min(max(x, self.room.left + half), self.room.wide - half)
            if all(_apart((middle - half, middle + half), other) for other in used):
                used.append((middle - half, middle + half))
                yield svg.text(word, middle, self.room.top - 6, colour="ink2", size=12, anchor="middle")


def _apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] - other[1] >= _APART or other[0] - one[1] >= _APART
