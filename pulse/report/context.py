"""What the organisation counts, beside the scores: one panel each on one axis of time, every panel its own values.

They are set beside each other for people to talk about. Nothing is drawn into one another, and nothing is said of what
brought what about.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from pulse.model.context import Counted, Line, Together, plain
from pulse.model.groups import ALL
from pulse.model.release import Release
from pulse.model.trends import Trend
from pulse.report import happened, svg, words
from pulse.report.happened import Mark
from pulse.report.sheet import Cell, Sheet
from pulse.report.widths import width

LEAST = 8
_LEFT, _RIGHT, _TOP, _TALL, _PAD = 52.0, 584.0, 12.0, 64.0, 14.0
_HEIGHT = 122.0
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_APART = 12.0


@dataclass(frozen=True, slots=True)
class Panel:
    """One drawing with its table: a score by stock-take, or an indicator by month or quarter."""

    name: str
    title: str
    unit: str
    drawing: Markup | None  # None where no value may be shown
    scores: tuple[tuple[str, Cell], ...]  # stock-take and figure
    counted: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """All panels, and how far scores and indicators rank periods alike, where there are periods enough."""

    panels: tuple[Panel, ...]
    together: tuple[tuple[str, Together], ...]  # the score's name


def beside(
    release: Release,
    trends: Sequence[Trend],
    sheet: Sheet,
    counted: Sequence[Line],
    together: Sequence[Together],
    marks: Sequence[Mark],
) -> Beside | None:
    """The part of the report; None where nothing is on record for its time."""
    if not counted:
        return None
    scores = [trend for trend in trends if trend.measure == "mean" and trend.group == ALL]
    periods = [it.period for line in counted for it in line.counted]
    first = min(release.waves[0].first, *(it.first for it in periods))
    time = _Time(first, max(release.wave.last, *(it.last for it in periods)), marks)
    panels = [_of_score(release, sheet, trend, time, at) for at, trend in enumerate(scores, 1)]
    panels += [_of_line(line, time, at) for at, line in enumerate(counted, len(scores) + 1)]
    enough = [(words.title(release, it.score), it) for it in together if it.periods >= LEAST]
    return Beside(tuple(panels), tuple(enough))


@dataclass(frozen=True, slots=True)
class _Time:
    """The axis that all panels share."""

    first: date
    last: date
    marks: Sequence[Mark]

    def x(self, day: date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return _LEFT + _PAD + share * (_RIGHT - _LEFT - 2 * _PAD)


@dataclass(frozen=True, slots=True)
class _Point:
    day: date
    value: float | None
    said: str


def _of_score(release: Release, sheet: Sheet, trend: Trend, time: _Time, at: int) -> Panel:
    title = words.title(release, trend.item)
    cells = [(point.label, sheet.cell("mean", trend.item, wave=point.label)) for point in trend.series.points]
    days = {wave.label: wave.first for wave in release.waves}
    found = {label: _Point(days[label], cell.value, cell.said) for label, cell in cells}
    points = [found.get(wave.label, _Point(wave.first, None, "")) for wave in release.waves]
    return Panel(f"context-{at}", title, "Score, 0 to 10", _drawing(at, title, points, time), tuple(cells), ())


def _of_line(line: Line, time: _Time, at: int) -> Panel:
    points = [_Point(_middle(it), it.value, it.said) for it in line.counted]
    unit = f"{line.unit[0].upper()}{line.unit[1:]}. {'; '.join(line.sources)}"
    drawing = _drawing(at, line.indicator, points, time)
    return Panel(f"context-{at}", line.indicator, unit, drawing, (), line.counted)


def _middle(it: Counted) -> date:
    return it.period.first + (it.period.last - it.period.first) / 2


# --- the drawing -----------------------------------------------------------------------------------------------------


def _drawing(at: int, title: str, points: Sequence[_Point], time: _Time) -> Markup | None:
    shown = [it for it in points if it.value is not None]
    if not shown:
        return None
    on_it = happened.within(time.marks, time.first, time.last)
    said = f"{shown[0].said} first, {shown[-1].said} last. {happened.note(on_it)}".strip()
    return svg.drawing(f"context-{at}", title, said, _HEIGHT, _parts(points, time, on_it))


def _parts(points: Sequence[_Point], time: _Time, marks: Sequence[Mark]) -> Iterator[Markup]:
    ticks = axis([it.value for it in points if it.value is not None])
    bottom = _TOP + _TALL

    def y(value: float) -> float:
        return bottom - (value - ticks[0]) / (ticks[-1] - ticks[0]) * _TALL

    for tick in ticks:
        yield svg.line(_LEFT, y(tick), _RIGHT, y(tick), colour="grid")
        yield svg.text(plain(tick), _LEFT - 6, y(tick) + 4, colour="ink2", size=12, anchor="end")
    yield svg.line(_LEFT, bottom, _RIGHT, bottom)
    yield from happened.draw(marks, time.x, _TOP, bottom, (_LEFT, _RIGHT))
    yield from _curve(points, time, y)
    yield from _dates(time)


def axis(values: Sequence[float]) -> list[float]:
    """Two to five round ticks, from below the lowest value to above the highest."""
    low, high = min(values), max(values)
    span = max(high - low, abs(high) / 10, 1e-3)
    size = 10 ** math.floor(math.log10(span / 2))
    step = next(step * size for step in _STEPS if span / (step * size) <= 3)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(at * step, 6) for at in range(first, max(last, first + 1) + 1)]


def _curve(points: Sequence[_Point], time: _Time, y: Callable[[float], float]) -> Iterator[Markup]:
    d, lifted = "", True
    for it in points:
        if it.value is not None:
            d += f"{'M' if lifted else 'L'}{time.x(it.day):.1f} {y(it.value):.1f}"
        lifted = it.value is None
    yield svg.path(d, stroke="ink2", weight=1.25)
    for it in points:
        if it.value is not None:
            yield svg.element(
                "circle", cx=time.x(it.day), cy=y(it.value), r=2.6, fill=svg.LIGHT["teal"], class_="f-teal"
            )
    last = points[-1]
    if last.value is not None:
        yield svg.text(last.said, _RIGHT + 6, y(last.value) + 4, size=13, bold=True)


def _dates(time: _Time) -> Iterator[Markup]:
    """Months that begin a year or a half of one, as many as fit without touching."""
    used = -math.inf
    for year in range(time.first.year, time.last.year + 1):
        for month in (1, 4, 7, 10):
            day = date(year, month, 1)
            half = width(f"{day:%Y-%m}", 12) / 2
            if time.first <= day <= time.last and time.x(day) - half - used > _APART:
                used = time.x(day) + half
                yield svg.text(f"{day:%Y-%m}", time.x(day), _TOP + _TALL + 30, colour="ink2", size=12, anchor="middle")
