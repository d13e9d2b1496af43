"""The picture of parallel trends: where it was tried and elsewhere, wave by wave, with the start marked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import ceil, floor
from typing import Literal

from markupsafe import Markup

from pulse.model.evaluation import Evaluation, Moment, Pool
from pulse.report import evaluated, svg

_LEFT, _RIGHT, _TOP, _TALL = 40.0, 564.0, 26.0, 170.0
_ROUND = 1e-9  # what dividing by a tenth leaves behind
_NEAR = 15.0  # labels nearer than this are moved apart
_Side = Literal["took_part", "elsewhere"]
_SIDES: tuple[tuple[_Side, str], ...] = (("elsewhere", "elsewhere"), ("took_part", "took part"))


def draw(evaluation: Evaluation, name: str, title: str, description: str) -> Markup:
    """The drawing, 680 wide. Only points that may be shown are in it; a line is lifted where one is not."""
    return svg.drawing(name, title, description, 236, _Drawing(evaluation).parts())


def span(evaluation: Evaluation) -> tuple[float, float]:
    """The span of the axis: all points with a step to spare, in whole tens of per cents or points of a score."""
    step, most = _step(evaluation), 10.0 if evaluation.measure == "mean" else 1.0
    seen = [pool.value / step for it in evaluation.picture.moments for pool in (it.took_part, it.elsewhere) if pool]
    low, high = floor(min(seen) + _ROUND) - 1, ceil(max(seen) - _ROUND) + 1
    return round(max(low * step, 0.0), 2), round(min(high * step, most), 2)


def _step(evaluation: Evaluation) -> float:
    return 1.0 if evaluation.measure == "mean" else 0.1


class _Drawing:
    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation, self.moments = evaluation, evaluation.picture.moments
        self.low, self.high = span(evaluation)

    def parts(self) -> Iterator[Markup]:
        """Back to front: axis, the start, lines, points, labels, dates."""
        yield from self._axis()
        yield from self._start()
        for side, _ in _SIDES:
            yield self._line(side)
        for side, _ in _SIDES:
            for it in self.moments:
                if pool := getattr(it, side):
                    yield self._mark(side, it, pool)
        yield from self._end_labels()
        yield from self._dates()

    def _x(self, day: date) -> float:
        first, last = self.moments[0].wave.first, self.moments[-1].wave.first
        share = (day - first).days / max((last - first).days, 1)
        return _LEFT + 12 + share * (_RIGHT - _LEFT - 24)

    def _y(self, value: float) -> float:
        return _TOP + _TALL - (value - self.low) / (self.high - self.low) * _TALL

    def _axis(self) -> Iterator[Markup]:
        step = _step(self.evaluation)
        for at in range(round((self.high - self.low) / step) + 1):
            level = self.low + step * at
            said = f"{level:.0f}" if self.evaluation.measure == "mean" else f"{level:.0%}"
            yield svg.line(_LEFT, self._y(level), _RIGHT, self._y(level), colour="band")
            yield svg.text(said, _LEFT - 6, self._y(level) + 4, colour="ink2", size=12, anchor="end")

    def _start(self) -> Iterator[Markup]:
        """Half way between the last wave before and the first one after: no wave stands on the line."""
        before = max(it.wave.first for it in self.moments if not it.after)
        after = min(it.wave.first for it in self.moments if it.after)
        x = (self._x(before) + self._x(after)) / 2
        yield svg.line(x, _TOP, x, _TOP + _TALL, colour="ink2", dash="2 2")
        yield svg.text("start", x, _TOP - 6, colour="ink2", size=12, anchor="middle")

    def _line(self, side: _Side) -> Markup:
        d, lifted = "", True
        for it in self.moments:
            pool: Pool | None = getattr(it, side)
            if pool:
                d += f"{'M' if lifted else 'L'}{self._x(it.wave.first):.1f} {self._y(pool.value):.1f}"
            lifted = pool is None
        if side == "took_part":
            return svg.path(d, stroke="teal", weight=2)
        return svg.path(d, stroke="ink2", weight=1.25, dash="4 3")

    def _mark(self, side: _Side, it: Moment, pool: Pool) -> Markup:
        x, y = self._x(it.wave.first), self._y(pool.value)
        if side == "took_part":
            return svg.element("circle", cx=x, cy=y, r=3.6, fill=svg.LIGHT["teal"], class_="f-teal")
        return svg.element(
            "rect", x=x - 3, y=y - 3, width=6, height=6, fill=svg.LIGHT["paper"], stroke=svg.LIGHT["ink2"],
            stroke_width=1.25, class_="f-paper s-ink2",
        )  # fmt: skip

    def _end_labels(self) -> Iterator[Markup]:
        """What each line is, and its last value, at the right edge and apart from each other."""
        labels: list[tuple[float, str, _Side]] = []
        for side, word in _SIDES:
            if last := next((pool for it in reversed(self.moments) if (pool := getattr(it, side))), None):
                labels.append((self._y(last.value) + 4, f"{word} {evaluated.value(self.evaluation, last)}", side))
        labels.sort()
        near = max(_NEAR - (labels[-1][0] - labels[0][0]), 0.0) if len(labels) == 2 else 0.0
        for at, (middle, said, side) in enumerate(labels):
            y = middle + (near / 2 if at else -near / 2)
            colour = "teal" if side == "took_part" else "ink2"
            yield svg.text(said, _RIGHT + 6, y, colour=colour, size=13, bold=side == "took_part")

    def _dates(self) -> Iterator[Markup]:
        """The first, the last and a few labels between them, never so near that they touch."""
        y, before = _TOP + _TALL + 20, -100.0
        last = self._x(self.moments[-1].wave.first)
        for it in self.moments:
            x = self._x(it.wave.first)
            if it is self.moments[-1] or (x - before > 84 and last - x > 84):
                before = x
                anchor = "middle" if x > _LEFT + 24 else "start"
                yield svg.text(it.wave.label, x, y, colour="ink2", size=12, anchor=anchor)
