"""Groups by tasks and relationships: one scale both ways, a band where the two are even, and no good corner."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pulse.model.groups import Group
from pulse.model.release import Release, Shown
from pulse.model.survey import Index
from pulse.model.trends import Drift
from pulse.report import svg
from pulse.report.widths import width

_LEFT, _TOP, _SIDE = 160.0, 26.0, 360.0
_BAND = 0.5  # points of a score to either side of the diagonal
_ROOM = 0.2  # ... from the outermost dot to the end of the scale
_SIZE = 13
Place = tuple[float, float]  # tasks, relationships


@dataclass(frozen=True, slots=True)
class Dot:
    """A group now and, where it is shown, two stock-takes before."""

    group: Group
    now: Place
    before: Place | None
    moved: bool  # clearly


def draw(release: Release, index: Index, drifts: Sequence[Drift]) -> Markup | None:
    """The groups of one level, the coarsest that has two shown ones; None where there is no such level."""
    dots = _dots(release, index, drifts)
    if len(dots) < 2:
        return None
    values = [value for dot in dots for place in (dot.now, dot.before) if place for value in place]
    axis = _axis(min(values), max(values))
    tasks, relationships = (part.title for part in index.subscores)
    parts = [*_ground(axis, tasks, relationships), *_marks(axis, dots), *_labels(axis, dots)]
    names = ", ".join(dot.group.name for dot in dots)
    description = f"{tasks} from left to right, {relationships} from below upwards, one dot a group: {names}."
    return svg.drawing(f"balance-{index.id}", index.title, description, _TOP + _SIDE + 46, parts)


def _dots(release: Release, index: Index, drifts: Sequence[Drift]) -> list[Dot]:
    moved = {it.about.group: it for it in drifts}
    shown = {group: place for group in release.groups if (place := _place(release, index, group))}
    counts = Counter(group.dimension for group in shown)
    level = next((group.dimension for group in release.groups if counts[group.dimension] > 1), "")
    found = []
    for group, now in shown.items():
        if group.dimension == level:
            drift = moved.get(group)
            before = _place(release, index, group, drift.waves[0]) if drift else None
            found.append(Dot(group, now, before, bool(drift and drift.clear)))
    return found


def _place(release: Release, index: Index, group: Group, wave: str = "") -> Place | None:
    figures = [release.figure("mean", part.id, group=group, wave=wave) for part in index.subscores]
    values = [it.value for it in figures if isinstance(it, Shown)]
    return (values[0], values[1]) if len(values) == 2 else None


def _axis(least: float, most: float) -> _Axis:
    """Whole points with room about the outermost dots, unless the scale itself ends there."""
    low, high = max(math.floor(least - _ROOM), 0), min(math.ceil(most + _ROOM), 10)
    return _Axis(low, max(high, low + 1))


@dataclass(frozen=True, slots=True)
class _Axis:
    """One scale for both directions, from one whole point to another."""

    low: int
    high: int

    def x(self, tasks: float) -> float:
        return _LEFT + (tasks - self.low) / (self.high - self.low) * _SIDE

    def y(self, relationships: float) -> float:
        return _TOP + _SIDE - (relationships - self.low) / (self.high - self.low) * _SIDE


def _ground(axis: _Axis, tasks: str, relationships: str) -> Iterator[Markup]:
    low, high, wide = axis.low, axis.high, _BAND
    band = [(low, low), (low, low + wide), (high - wide, high), (high, high), (high, high - wide), (low + wide, low)]
    corners = " ".join(f"{axis.x(x):.1f} {axis.y(y):.1f}" for x, y in band)
    yield svg.path(f"M{corners}Z", fill="band")
    for tick in range(low, high + 1):
        yield svg.line(axis.x(tick), _TOP, axis.x(tick), _TOP + _SIDE, colour="grid")
        yield svg.line(_LEFT, axis.y(tick), _LEFT + _SIDE, axis.y(tick), colour="grid")
    yield svg.line(axis.x(low), axis.y(low), axis.x(high), axis.y(high), dash="3 2")
    for tick in range(low, high + 1):
        yield svg.text(str(tick), axis.x(tick), _TOP + _SIDE + 16, colour="ink2", size=12, anchor="middle")
        yield svg.text(str(tick), _LEFT - 8, axis.y(tick) + 4, colour="ink2", size=12, anchor="end")
    yield svg.line(_LEFT, _TOP + _SIDE, _LEFT + _SIDE, _TOP + _SIDE)
    yield svg.line(_LEFT, _TOP, _LEFT, _TOP + _SIDE)
    yield svg.text(f"{relationships} ahead", _LEFT, _TOP - 10, colour="ink2", size=12)
    yield svg.text(f"{tasks} ahead", _LEFT + _SIDE, _TOP + _SIDE + 36, colour="ink2", size=12, anchor="end")
    yield svg.text(f"{tasks} →", _LEFT, _TOP + _SIDE + 36, colour="ink2", size=12)
    yield svg.text(f"{relationships} ↑", _LEFT - 24, _TOP + 4, colour="ink2", size=12, anchor="end")


def _marks(axis: _Axis, dots: Sequence[Dot]) -> Iterator[Markup]:
    """Tails first, so that no dot lies below one."""
    for dot in dots:
        colour = "teal" if dot.moved else "ink2"
        if dot.before:
            ends = (*_at(axis, dot.before), *_at(axis, dot.now))
            yield svg.line(*ends, colour=colour, weight=2 if dot.moved else 1.25)
    for dot in dots:
        colour = "teal" if dot.moved else "ink2"
        if dot.before:
            x, y = _at(axis, dot.before)
            yield _circle(x, y, 2.8, "paper", colour)
    for dot in dots:
        yield _circle(*_at(axis, dot.now), 5.0, "teal" if dot.moved else "nb", "paper")


def _at(axis: _Axis, place: Place) -> tuple[float, float]:
    return axis.x(place[0]), axis.y(place[1])


def _circle(x: float, y: float, r: float, fill: str, stroke: str) -> Markup:
    return svg.element(
        "circle", cx=x, cy=y, r=r, fill=svg.LIGHT[fill], stroke=svg.LIGHT[stroke], stroke_width=1.25,
        class_=f"f-{fill} s-{stroke}",
    )  # fmt: skip


# --- labels ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: _Box) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def _labels(axis: _Axis, dots: Sequence[Dot]) -> Iterator[Markup]:
    """A name beside its dot where it touches nothing else; any other stands in the table only.

    What clearly moved comes first, then what is farthest from even.
    """
    taken = [_round(*_at(axis, place)) for dot in dots for place in (dot.now, dot.before) if place]
    frame = _Box(0, _TOP - 4, 680, _TOP + _SIDE - 2)
    for dot in sorted(dots, key=lambda it: (not it.moved, -abs(it.now[1] - it.now[0]), it.group.path)):
        wide = width(dot.group.name, _SIZE, bold=dot.moved)
        x, y = _at(axis, dot.now)
        for anchor, at, below in (("start", x + 9, y + 4), ("end", x - 9, y + 4),
                                  ("start", x + 5, y - 9), ("start", x + 5, y + 18)):  # fmt: skip
            left = at if anchor == "start" else at - wide
            box = _Box(left - 3, below - 11, left + wide + 3, below + 3)
            inside = box.left >= _LEFT + 2 and box.right <= frame.right and frame.top <= box.top
            if inside and box.bottom <= frame.bottom and not any(box.touches(it) for it in taken):
                taken.append(box)
                yield svg.text(dot.group.name, at, below, bold=dot.moved, anchor=anchor, size=_SIZE,
                               colour="teal" if dot.moved else "ink")  # fmt: skip
                break


def _round(x: float, y: float) -> _Box:
    return _Box(x - 5, y - 5, x + 5, y + 5)
