"""A control chart: points, the average and limits of usual variation, signals told by shape as well as colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from markupsafe import Markup

from pulse.model.release import Release
from pulse.model.trends import Point, Trend
from pulse.report import breaks, happened, svg, widths
from pulse.report.happened import Mark

_LEFT, _RIGHT, _TOP, _TALL = 40.0, 590.0, 26.0, 132.0
_STRIP = 24.0  # height of the strip of numbers of answers
_MARKS = {"improvement": "better", "concern": "worse", "neutral_high": "special", "neutral_low": "special"}


def draw(release: Release, trend: Trend, name: str, title: str, description: str, marks: Sequence[Mark] = ()) -> Markup:
    """The chart of one trend, 680 wide, events on its axis. Only shown points, and limits made from them, are in it."""
    chart = _Chart(release, trend, marks)
    return svg.drawing(name, title, description, 236, chart.parts())


class _Chart:
    def __init__(self, release: Release, trend: Trend, marks: Sequence[Mark]) -> None:
        self.release, self.marks = release, marks
        self.trend, self.points = trend, trend.series.points
        self.waves = [wave for wave in release.waves if wave.first >= self.points[0].date]
        self.scale = 10.0 if trend.measure == "mean" else 1.0
        self.low, self.high = span(trend)
        self.shown = {point.label for point in self.points}

    def parts(self) -> Iterator[Markup]:
        """Back to front: axes, band, average, breaks, gaps, line, points, labels, strip."""
        yield from self._axis()
        for group in self._groups():
            yield from self._limits(group)
        yield from happened.draw(self.marks, self._x, _TOP, _TOP + _TALL, (_LEFT, _RIGHT))
        yield from self._breaks()
        yield from self._gaps()
        yield from self._above()
        for group in self._groups():
            yield self._line(group)
        for point in self.points:
            yield self._mark(point)
        yield from self._end_labels()
        yield from self._strip()
        yield from self._dates()

    def _x(self, day: date) -> float:
        first, last = self.waves[0].first, self.waves[-1].first
        share = (day - first).days / max((last - first).days, 1)
        return _LEFT + 12 + share * (_RIGHT - _LEFT - 24)

    def _y(self, value: float) -> float:
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return _TOP + _TALL - share * _TALL

    def _axis(self) -> Iterator[Markup]:
        step = _step(self.trend)
        ticks = [self.low + step * at for at in range(round((self.high - self.low) / step) + 1)]
        ticks = ticks[:: 1 + len(ticks) // 7]
        for value in ticks:
            said = f"{value:.1f}" if self.scale == 10 else f"{value:.0%}"
            yield svg.line(_LEFT, self._y(value), _RIGHT, self._y(value), colour="band")
            yield svg.text(said, _LEFT - 6, self._y(value) + 4, colour="ink2", size=12, anchor="end")

    def _groups(self) -> list[list[Point]]:
        numbers = sorted({point.rebase_group for point in self.points})
        return [[point for point in self.points if point.rebase_group == number] for number in numbers]

    def _limits(self, group: Sequence[Point]) -> Iterator[Markup]:
        point = group[0]
        if point.mean is None or point.lower is None or point.upper is None:
            return
        left, right = self._x(group[0].date) - 8, self._x(group[-1].date) + 8
        top, bottom = self._y(point.upper), self._y(point.lower)
        if not self.trend.trial:
            yield svg.rect(left, top, right - left, max(bottom - top, 0.0), "band")
        yield svg.line(left, top, right, top, dash="3 2")
        yield svg.line(left, bottom, right, bottom, dash="3 2")
        yield svg.line(left, self._y(point.mean), right, self._y(point.mean))

    def _starts(self) -> Iterator[tuple[float, str]]:
        """Where a new line or new limits begin, and what that is called."""
        for point in self.points:
            if point.label in self.trend.breaks:
                yield self._x(point.date) - 10, breaks.named(self.release, self.trend.item, point.label)
            elif point.label in self.trend.rebased:
                yield self._x(point.date) - 10, "new limits"

    def _breaks(self) -> Iterator[Markup]:
        for x, _ in self._starts():
            yield svg.line(x, _TOP, x, _TOP + _TALL, colour="ink2", dash="2 2")

    def _gaps(self) -> Iterator[Markup]:
        """A wave that is not shown: two dashed uprights; nothing is drawn between them."""
        for wave in self.waves:
            if wave.label not in self.shown:
                x = self._x(wave.first)
                yield svg.rect(x - 7, _TOP, 14, _TALL, "paper")
                for side in (x - 7, x + 7):
                    yield svg.line(side, _TOP, side, _TOP + _TALL, dash="2 2")

    def _above(self) -> Iterator[Markup]:
        """The words over breaks and gaps, in a second row where they would touch; told below where neither has room."""
        gaps = [(self._x(wave.first), "not shown") for wave in self.waves if wave.label not in self.shown]
        ends = {22.0: -1.0, 10.0: -1.0}  # where each row is free from
        for x, said in sorted(chain(((x - widths.width(said, 12) / 2, said) for x, said in gaps), self._starts_said())):
            for y, free in ends.items():
                if x >= free:
                    ends[y] = x + widths.width(said, 12) + 4
                    yield svg.text(said, x, y, colour="ink2", size=12)
                    break

    def _starts_said(self) -> Iterator[tuple[float, str]]:
        return ((x + 4, said) for x, said in self._starts())

    def _line(self, group: Sequence[Point]) -> Markup:
        """The data line, lifted where a wave is not shown."""
        order = [wave.label for wave in self.waves]
        d, before = "", -2
        for point in group:
            at = order.index(point.label)
            d += f"{'L' if at == before + 1 else 'M'}{self._x(point.date):.1f} {self._y(_value(point)):.1f}"
            before = at
        return svg.path(d, stroke="ink2", weight=1.25)

    def _mark(self, point: Point) -> Markup:
        x, y = self._x(point.date), self._y(_value(point))
        colour = _MARKS.get(point.point_type)
        if colour is None:
            return svg.element(
                "circle", cx=x, cy=y, r=2.6, fill=svg.LIGHT["paper"], stroke=svg.LIGHT["ink2"], stroke_width=1.25,
                class_="f-paper s-ink2",
            )  # fmt: skip
        shapes = {
            "better": f"M{x:.1f} {y - 4.6:.1f}L{x + 4.6:.1f} {y:.1f} {x:.1f} {y + 4.6:.1f} {x - 4.6:.1f} {y:.1f}Z",
            "worse": f"M{x - 4.8:.1f} {y - 4:.1f}H{x + 4.8:.1f}L{x:.1f} {y + 4.6:.1f}Z",
            "special": f"M{x - 3.4:.1f} {y - 3.4:.1f}h6.8v6.8h-6.8Z",
        }
        return svg.path(shapes[colour], fill=colour, stroke="paper", weight=0.75)

    def _end_labels(self) -> Iterator[Markup]:
        """The last value, the average and the limits at the right edge, nudged apart."""
        last = self.points[-1]
        said = f"{_value(last):.1f}" if self.scale == 10 else f"{_value(last):.0%}"
        labels = [(self._y(_value(last)) + 4, said, _MARKS.get(last.point_type, "ink"), True)]
        if last.mean is not None and last.upper is not None and last.lower is not None:
            word = "trial limit" if self.trend.trial else "limit"
            labels.append((self._y(last.upper) + 4, word, "ink2", False))
            labels.append((self._y(last.mean) + 4, "average", "ink2", False))
            labels.append((self._y(last.lower) + 4, word, "ink2", False))
        placed: list[float] = []
        for y, word, colour, bold in labels:
            if all(abs(y - other) >= 13 for other in placed):
                placed.append(y)
                yield svg.text(word, _RIGHT + 6, y, colour=colour, size=13 if bold else 12, bold=bold)

    def _strip(self) -> Iterator[Markup]:
        most = max((point.n or 0 for point in self.points), default=0)
        bottom = _TOP + _TALL + 36
        for point in self.points:
            if most and point.n:
                tall = point.n / most * _STRIP
                yield svg.rect(self._x(point.date) - 4, bottom - tall, 8, tall, "nb")
        if self.points[-1].n:
            yield svg.text(f"n {self.points[-1].n:,}", _RIGHT + 6, bottom, colour="ink2", size=12)

    def _dates(self) -> Iterator[Markup]:
        """The first, the last and a few labels between them, never so near that they touch."""
        y, before = _TOP + _TALL + 56, -100.0
        last = self._x(self.waves[-1].first)
        for wave in self.waves:
            x = self._x(wave.first)
            if wave is self.waves[-1] or (x - before > 84 and last - x > 84):
                before = x
                anchor = "middle" if x > _LEFT + 24 else "start"
                yield svg.text(wave.label, x, y, colour="ink2", size=12, anchor=anchor)


def _value(point: Point) -> float:
    return point.value if point.value is not None else 0.0


def span(trend: Trend) -> tuple[float, float]:
    """The span of the axis: all points and limits, to whole tens (or half points of a score)."""
    seen = [_value(point) for point in trend.series.points]
    seen += [limit for point in trend.series.points for limit in (point.lower, point.upper) if limit is not None]
    step, most = _step(trend), 10.0 if trend.measure == "mean" else 1.0
    low = max(step * int(min(seen) / step), 0.0)
    high = min(step * (int(max(seen) / step - 1e-9) + 1), most)
    if high - low < 2 * step:
        low, high = max(low - step, 0.0), min(high + step, most)
    return round(low, 2), round(high, 2)


def _step(trend: Trend) -> float:
    """Ticks stand at whole tens of per cents, or at half points of a score."""
    return 0.5 if trend.measure == "mean" else 0.1
