"""A drawing of a trend, turned back into numbers: its axis gives the scale, its table the only values it may hold.

Every coordinate must be a point, a limit, a centre or an interval of the table under the drawing, a number of answers
in the strip, or a part of the frame. A wave that is not shown has no mark, and no line goes through it.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pulse.protect.attack.prose import NUMBER
from pulse.protect.attack.tree import Node, tree

if TYPE_CHECKING:
    from pulse.protect.attack.page import Page

_NEAR = 0.16  # a coordinate is written to a tenth of a pixel
_FIGURE = re.compile(r"-?\d+(?:\.\d+)?")
_PAIRS = re.compile(r"(-?[\d.]+) (-?[\d.]+)")
_STEPS = re.compile(r"M-?[\d.]+ -?[\d.]+(?:L-?[\d.]+ -?[\d.]+)*Z?")
_STRIP = 24.0
_EVENTS = re.compile("[A-Z]{1,2}(–[A-Z]{1,2})?")
_HALF_A_LETTER = 1.6, 5.7  # of the narrowest and of the widest, in pixels
_SETTINGS = frozenset(
    {"font-size", "font-weight", "font-family", "stroke-width", "stroke-dasharray", "fill", "stroke", "class", "id",
     "text-anchor", "fill-opacity", "xmlns", "role", "aria-labelledby", "aria-describedby", "aria-hidden"}
)  # fmt: skip
_LAID = {"text": {"x", "y"}, "line": {"x1", "x2", "y1", "y2"}, "rect": {"x", "y", "width", "height"},
         "circle": {"cx", "cy", "r"}, "path": {"d"}, "svg": {"viewBox", "width", "height"}, "title": set(),
         "desc": set(), "g": set()}  # fmt: skip
_SET = {
    "font-size": re.compile(r"1[0-5]"), "font-weight": re.compile("700"),
    "stroke-width": re.compile(r"[012](\.\d{1,2})?"),
    "stroke-dasharray": re.compile(r"[1-4] [1-4]"), "fill-opacity": re.compile(r"0?\.5|1"),
    "fill": re.compile(r"none|#[0-9a-f]{6}"), "stroke": re.compile(r"none|#[0-9a-f]{6}"),
    "class": re.compile(r"(?:(?:[fs]-(?:ink2|likert[1-5]|[a-z]+)|icon) ?)*"),
    "xmlns": re.compile(r"http://www\.w3\.org/2000/svg"),
}  # fmt: skip
_NOW = re.compile(r"[Ll]imits now: [\d.]+%? to [\d.]+%?")  # as they would be: in no table
_DAY = re.compile(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_COLOURS = frozenset(
    {"17232c", "475660", "6f7e88", "8796a0", "eaeff2", "eef1f3", "c9d4d9", "0d5f5d", "0b5cab", "a84a06", "5f3d9e",
     "ffffff", "efb884", "9fc6ea", "cfd7dc"}
)  # fmt: skip


class _Sizes(NamedTuple):
    """Of a kind of drawing: room before the first stock-take, its height, its least ground, dates below, grounds."""

    pad: float
    tall: float
    least: float
    dates: float
    grounds: int  # the axis, and the strip below it


_USUAL, _SIZES = _Sizes(14.0, 132.0, 300.0, 56.0, 2), {"small": _Sizes(8.0, 68.0, 100.0, 16.0, 1)}


def shapes(texts: Iterable[str]) -> frozenset[tuple[str, str]]:
    """The shapes of legends and icons that are the same on every page."""
    return frozenset(_shape(node) for text in texts if text.startswith("<svg") for node in tree(text).walk())


def _shape(node: Node) -> tuple[str, str]:
    laid = sorted((name, value) for name, value in node.attributes.items() if name not in _NAMING)
    return node.tag, repr(laid)


_NAMING = frozenset({"id", "aria-labelledby", "aria-describedby"})


def plain(node: Node) -> bool:
    """Whether all of an element's settings are those that drawings have; its place is looked at by its kind."""
    for name, value in node.attributes.items():
        if name in _LAID.get(node.tag, ()):
            continue
        if name == "viewbox":
            continue
        if name not in _SETTINGS or (name in _SET and not _SET[name].fullmatch(value)):
            return False
        if name in ("fill", "stroke") and value != "none" and value.lstrip("#") not in _COLOURS:
            return False
    return node.tag in _LAID


def unexplained(node: Node, heading: str, page: Page, known: frozenset[tuple[str, str]]) -> Iterator[Node]:
    """The elements of a drawing that hold what its table does not."""
    inside = [node, *node.walk()]
    if all(_shape(it) in known for it in inside if it.tag != "title"):
        yield from _words(node, heading, page, set())
        return
    yield from (it for it in inside if not plain(it))
    points = _points(node, heading, page)
    chart = _Chart(node, points, page) if points else None
    yield from _words(node, heading, page, chart.said if chart else set())
    for shape in node.walk():
        if shape.tag in ("line", "rect", "circle", "path", "text") and (chart is None or not chart.explains(shape)):
            yield shape


def _words(node: Node, heading: str, page: Page, said: set[str]) -> Iterator[Node]:
    """The title, the description and the words in a drawing."""
    granted = said | page.granted.get(heading, set())
    around = [heading]
    for it in node.all("title", "desc", "text"):
        page.numbers += len(NUMBER.findall(it.text))
        words = _NOW.sub("", it.text) if node.attributes.get("id", "").endswith("-original") else it.text
        if any(page.prose.unexplained(words, around, granted)):
            yield it


@dataclass(frozen=True, slots=True)
class Point:
    """A row of a drawing's table: what may be drawn at one stock-take."""

    label: str
    value: float | None
    n: int | None
    around: tuple[float, ...]  # centre and limits
    interval: tuple[float, ...]


def _points(drawing: Node, heading: str, page: Page) -> list[Point]:
    """What the table of a drawing holds: the next one under its heading, as questions may bear the same words."""
    under = [it for it in page.tables if it.heading == heading and it.heads[:1] == ("Stock-take",) and it.lines]
    table = next((it for it in under if _place(it.lines[0].cells[0].node) > _place(drawing)), None)
    found: list[Point] = []
    for line in table.lines if table else ():
        cells = {cell.head: cell for cell in line.cells}
        around = [cell.value for cell in line.cells[2:] if cell.value is not None and cell.head != "Sign"]
        ends = (
            [_read(number) for number in NUMBER.findall(cells["95% interval"].text)] if "95% interval" in cells else []
        )
        n = cells["n"].text.replace(",", "")
        found.append(Point(line.wave, line.cells[0].value, int(n) if n.isdigit() else None, tuple(around), tuple(ends)))
    return found


def _place(node: Node) -> tuple[int, int]:
    return node.line, node.column


def _read(number: str) -> float:
    value = float(number.rstrip("%").replace(",", ""))
    return value / 100 if number.endswith("%") else value


@dataclass
class _Chart:
    """A drawing with its scale: across (values upwards), or, of one stock-take, along."""

    node: Node
    points: list[Point]
    page: Page
    said: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)  # stock-takes that have a mark

    def __post_init__(self) -> None:
        self.sizes = _SIZES.get(self.node.attributes.get("id", "").partition("-")[0], _USUAL)
        self.original = self.node.attributes.get("id", "").endswith("-original")
        texts = self.node.all("text")
        ticks = [it for it in texts if it.attributes.get("text-anchor") == "end" and it.text != "n"]
        self.upright = bool(ticks)
        if not self.upright:
            ticks = [it for it in texts if it.attributes.get("text-anchor") == "middle"]
        at = [(_read(it.text), it.number("y") - 4 if self.upright else it.number("x")) for it in ticks
              if NUMBER.fullmatch(it.text)]  # fmt: skip
        self.ticks = {id(it) for it in ticks}
        self.low, self.high = (min(at), max(at)) if at else ((0.0, 0.0), (1.0, 1.0))
        self.even = all(abs(self.place(value) - place) < _NEAR for value, place in at)
        grounds = sorted(
            (it.number("y1"), it.number("x1"), it.number("x2"))
            for it in self.node.all("line")
            if _is_ground(it, self.sizes.least)
        )
        self.grounds = [y for y, _, _ in grounds[-self.sizes.grounds :]]
        self.bottom, *ends = grounds[-1] if grounds else (math.nan, 0.0, 0.0)
        self.ends = ends[0], ends[1]
        self.xs, self.edges, self.events = self._across()
        shown = [it for it in self.points if it.value is not None]
        self.said = {number for it in shown for number in self._told(it)} | {it.text for it in ticks if self.even}
        self.levels = [self.place(value) for it in shown for value in (it.value, *it.around) if value is not None]
        self.levels += [self.place(value) for value, _ in at] if self.upright else []

    def _told(self, point: Point) -> set[str]:
        value = point.value or 0.0
        found = {f"{value:.1f}", f"{value * 100:.0f}%", f"{point.n:,}" if point.n else ""}
        # Limits have four decimals in the table: what is rounded from more of them can lie on either side of a half.
        found |= {f"{it:.1f}" for it in point.around}
        found |= {f"{(it + shift) * 100:.0f}%" for it in point.around for shift in (-5e-5, 0, 5e-5)}
        found |= {f"{it:.1f}" for it in point.interval} | {f"{it * 100:.0f}%" for it in point.interval}
        return found | {f"{it * 100:.0f}%" for it in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)} if not self.upright else found

    def place(self, value: float) -> float:
        """Where a value lies on the axis, in pixels."""
        (low, at_low), (high, at_high) = self.low, self.high
        return at_low + (value - low) / (high - low) * (at_high - at_low) if high != low else at_low

    # --- across: where stock-takes lie -------------------------------------------------------------------------------

    def _across(self) -> tuple[dict[str, float], list[float], list[float]]:
        """The middle of each stock-take by its first day, the edges half-way between, the days of events."""
        waves = [wave for wave in self.page.ledger.waves if wave.label >= ""]
        labels = [wave.label for wave in waves]
        if not self.points or self.points[0].label not in labels or self.page.wave not in labels:
            return {}, [], []
        waves = waves[labels.index(self.points[0].label) : labels.index(self.page.wave) + 1]
        left, right = self.ends
        first, last = waves[0].first, waves[-1].first

        def x(day: date) -> float:
            if first == last:
                return (left + right) / 2
            return (
                left + self.sizes.pad + (day - first).days / (last - first).days * (right - left - 2 * self.sizes.pad)
            )

        middles = [x(wave.first) for wave in waves]
        halves = [(a + b) / 2 for a, b in itertools.pairwise(middles)]
        days = [_day(found) for node in self.page.root.all("th") if (found := _DAY.search(node.text))]
        events = [min(max(x(day), left), right) for day in days if day]
        edges = [middles[0] - self.sizes.pad, *halves, middles[-1] + self.sizes.pad]
        return dict(zip((wave.label for wave in waves), middles, strict=True)), edges, events

    def _is_x(self, x: float) -> bool:
        places = (*self.xs.values(), *self.edges, *self.events, *self.ends)
        return not self.xs or any(abs(x - place) < _NEAR for place in places)

    def _is_level(self, y: float) -> bool:
        return any(abs(y - level) < _NEAR for level in (*self.levels, *self.grounds)) or (
            self.original and self.bottom - _STRIP - self.sizes.tall - self.sizes.pad < y < self.bottom
        )

    # --- shapes ------------------------------------------------------------------------------------------------------

    def explains(self, shape: Node) -> bool:
        """Whether a shape draws nothing but what the table tells, or the frame."""
        if not self.even:
            return False
        if not self.upright:
            return self._explains_bar(shape)
        return {
            "line": self._line,
            "rect": self._strip,
            "circle": self._circle,
            "path": self._path,
            "text": self._text,
        }[shape.tag](shape)

    def _line(self, it: Node) -> bool:
        x1, x2, y1, y2 = (it.number(name) for name in ("x1", "x2", "y1", "y2"))
        if y1 == y2:
            return self._is_level(y1) and self._is_x(x1) and self._is_x(x2)
        if x1 != x2 or not self._is_x(x1):
            return False
        ground, top = self.grounds[0], self.grounds[0] - self.sizes.tall
        if abs(y2 - ground) < _NEAR:
            return abs(y1 - top) < _NEAR or abs(y1 - (ground - 5)) < _NEAR
        return any(
            len(point.interval) == 2 and self._near(point, x1) and self._same((y1, y2), point.interval)
            for point in self.points
        )

    def _near(self, point: Point, x: float) -> bool:
        return not self.xs or abs(self.xs.get(point.label, math.nan) - x) < _NEAR

    def _same(self, places: tuple[float, float], values: tuple[float, ...]) -> bool:
        # A table's interval is rounded, what is drawn is too: both to the figure's own step.
        return all(abs(place - self.place(value)) < 0.5 for place, value in zip(places, values, strict=True))

    def _strip(self, it: Node) -> bool:
        """A bar in the strip of answers: as tall as its share of the most answers."""
        numbers = [point.n for point in self.points if point.n]
        tall, middle = it.number("height"), it.number("x") + it.number("width") / 2
        stands = abs(it.number("y") + tall - self.grounds[-1]) < _NEAR and 2.9 <= it.number("width") <= 16.1
        return stands and any(
            point.n and abs(point.n / max(numbers) * _STRIP - tall) < _NEAR and self._near(point, middle)
            for point in self.points
        )

    def _circle(self, it: Node) -> bool:
        return abs(it.number("r") - 2.6) < 1e-6 and self._mark(it.number("cx"), (it.number("cy"),))

    def _mark(self, x: float, ys: tuple[float, ...]) -> bool:
        """A mark at a stock-take that is shown, at its value, and none there yet."""
        for point in self.points:
            free = point.value is not None and point.label not in self.used and self._near(point, x)
            if free and any(abs(self.place(point.value or 0.0) - y) < _NEAR for y in ys):
                self.used.add(point.label)
                return True
        return False

    def _path(self, it: Node) -> bool:
        d = it.attributes.get("d", "")
        if it.attributes.get("stroke") == "#ffffff":
            return self._signal(d)
        if not _STEPS.fullmatch(d.replace("Z", "").replace(" L", "L")) and not _STEPS.fullmatch(d):
            return False
        return all(self._is_x(float(x)) and self._is_level(float(y)) for x, y in _PAIRS.findall(d))

    def _signal(self, d: str) -> bool:
        """A mark by its shape: a lozenge, a triangle, a square, each about its point."""
        numbers = [float(number) for number in _FIGURE.findall(d)]
        x, y = numbers[0], numbers[1]
        forms = {
            f"M{x:.1f} {y:.1f}L{x + 4.6:.1f} {y + 4.6:.1f} {x:.1f} {y + 9.2:.1f} {x - 4.6:.1f} {y + 4.6:.1f}Z": (
                x,
                y + 4.6,
            ),
            f"M{x:.1f} {y:.1f}H{x + 9.6:.1f}L{x + 4.8:.1f} {y + 8.6:.1f}Z": (x + 4.8, y + 4),
            f"M{x:.1f} {y:.1f}h6.8v6.8h-6.8Z": (x + 3.4, y + 3.4),
        }
        for form, (middle, height) in forms.items():
            other = [float(number) for number in _FIGURE.findall(form)]
            alike = re.sub(_FIGURE, "", form) == re.sub(_FIGURE, "", d) and len(other) == len(numbers)
            if alike and all(abs(a - b) < _NEAR for a, b in zip(other, numbers, strict=True)):
                return self._mark(middle, (height,))
        return False

    def _text(self, it: Node) -> bool:
        """Words stand beside what they name, in a row above or below the axis, or at its left."""
        x, y = it.number("x"), it.number("y")
        if id(it) in self.ticks or it.text == "n":
            return abs(x - (self.ends[0] - 6)) < _NEAR
        if abs(x - (self.ends[1] + 6)) < _NEAR:
            beside = any(abs(y - 4 - level - by) < _NEAR for level in self.levels for by in (0, -4, 4, -8, 8))
            return beside or abs(y - (self.grounds[-1] - 8)) < _NEAR or self.original
        rows = (self.grounds[0] - self.sizes.tall - 6, self.grounds[0] + 11, self.grounds[0] + self.sizes.dates)
        return any(abs(y - row) < _NEAR for row in rows) and (self._is_middle(x) or self._is_at_end(it))

    def _is_middle(self, x: float) -> bool:
        places = [*self.xs.values(), *self.edges, *self.events]
        between = [(a + b) / 2 for a in places for b in places]
        edge = x < self.ends[0] + 60 or x > self.ends[1]
        return not places or edge or any(abs(x - place) < _NEAR for place in (*places, *between))

    def _is_at_end(self, it: Node) -> bool:
        """Letters of events at the very end of the axis stand inside the drawing, half their width from the end."""
        narrowest, widest = (half * len(it.text) for half in _HALF_A_LETTER)
        return bool(_EVENTS.fullmatch(it.text)) and narrowest <= self.ends[1] - it.number("x") <= widest

    # --- one stock-take, along ---------------------------------------------------------------------------------------

    def _explains_bar(self, it: Node) -> bool:
        point = self.points[0]
        left = self.place(0.0)
        if it.tag == "rect":
            return (
                abs(it.number("x") - left) < _NEAR
                and abs(left + it.number("width") - self.place(point.value or 0)) < 0.2
            )
        if it.tag == "line":
            allowed = [place for _, place in self._bar_ticks()] + [self.place(value) for value in point.interval]
            return all(any(abs(it.number(name) - place) < 0.5 for place in allowed) for name in ("x1", "x2"))
        return it.tag == "text"

    def _bar_ticks(self) -> list[tuple[float, float]]:
        return [(_read(it.text), it.number("x")) for it in self.node.all("text") if id(it) in self.ticks]


def _is_ground(it: Node, least: float) -> bool:
    wide = it.number("x2") - it.number("x1") > least
    return wide and it.number("y1") == it.number("y2") and it.attributes.get("class") == "s-line"


def _day(found: re.Match[str]) -> date | None:
    day, month, year = found.groups()
    return date(int(year), _MONTHS.index(month) + 1, int(day)) if month in _MONTHS else None
