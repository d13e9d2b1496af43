"""A trend drawn: its points over time, and around them what the number of stock-takes can bear.

Intervals up to seven; a median and trial limits up to twelve; the average and the limits of usual variation from
thirteen. Signals are told by shape as well as colour. Only shown points, and limits made from them, are in the drawing.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from pulse.model.release import Release
from pulse.model.trends import Part, Point, Trend
from pulse.report import bar, breaks, happened, svg
from pulse.report.happened import Mark
from pulse.report.plot import FULL, SMALL, Plot, Room, Span, said

_MARKS = {"improvement": "better", "concern": "worse", "neutral_high": "special", "neutral_low": "special"}
_DOTTED = "1 3"  # limits on trial
_NEAR = 14.0  # least distance of two labels, one above the other


def draw(
    release: Release, trend: Trend, span: Span, name: str, title: str, description: str, marks: Sequence[Mark] = ()
) -> Markup:
    """The drawing of one trend, 680 wide: a bar for one stock-take, a chart over time with events on its axis else."""
    if trend.now.chart == "bar" and len(trend.series.points) == 1:
        return svg.drawing(name, title, description, bar.HEIGHT, bar.parts(trend))
    return svg.drawing(name, title, description, FULL.high, _Chart(release, trend, span, marks, FULL).drawn())


def draw_small(release: Release, trend: Trend, span: Span, name: str, title: str, description: str) -> Markup:
    """The same as one of several small ones, 216 wide: without events and strip; of words the last value alone."""
    parts = _Chart(release, trend, span, (), SMALL).drawn_small()
    return svg.drawing(name, title, description, SMALL.high, parts, SMALL.wide)


class _Chart:
    def __init__(self, release: Release, trend: Trend, span: Span, marks: Sequence[Mark], room: Room) -> None:
        self.release, self.marks = release, marks
        self.trend, self.points = trend, trend.series.points
        self.plot = Plot(release, trend, span, room)
        self.shown = {point.label for point in self.points}

    def drawn(self) -> Iterator[Markup]:
        """Back to front: axes, limits, breaks, gaps, intervals, lines, points, words, strip, dates."""
        room = self.plot.room
        yield from self._ground()
        yield from happened.draw(self.marks, self.plot.x_of, room.top, room.ground, (room.left, room.right))
        yield from self._course()
        yield from self.plot.heads(self._heads())
        yield from self._end_labels()
        yield from self.plot.strip()
        yield from self.plot.dates()

    def drawn_small(self) -> Iterator[Markup]:
        """The same without what needs room."""
        yield from self._ground()
        yield from self._course()
        yield from itertools.islice(self._end_labels(), 1)
        yield from self.plot.ends()

    def _ground(self) -> Iterator[Markup]:
        yield from self.plot.axis()
        for part in self.trend.series.parts:
            for stretch in self._stretches(part):
                yield from self._limits(part, stretch)

    def _course(self) -> Iterator[Markup]:
        yield from self._uprights()
        for part in self.trend.series.parts:
            yield from self._intervals(part)
            if part.limits:  # a few points are no line yet
                yield from (self._line(stretch) for stretch in self._stretches(part))
        for point in self.points:
            yield self._mark(point)

    def _stretches(self, part: Part) -> list[list[Point]]:
        """The part's points, cut where a wave is not shown: no line and no limits are drawn across."""
        found: list[list[Point]] = []
        for point in self.trend.series.points_of(part):
            if found and self.plot.at[point.label] == self.plot.at[found[-1][-1].label] + 1:
                found[-1].append(point)
            else:
                found.append([point])
        return found

    def _limits(self, part: Part, stretch: Sequence[Point]) -> Iterator[Markup]:
        """The band between the limits, stepped half-way between waves; dotted lines alone while it is a trial."""
        known = [(point, point.lower, point.upper) for point in stretch]
        lower = [(point, low) for point, low, _ in known if low is not None]
        upper = [(point, high) for point, _, high in known if high is not None]
        if len(lower) == len(upper) == len(stretch):
            if not part.trial:
                back = self._steps(lower, forward=False)
                yield svg.path(f"M{self._steps(upper)}L{back}Z", fill="band")
            dash = _DOTTED if part.trial else "3 2"
            yield svg.path(f"M{self._steps(upper)}", stroke="line", dash=dash)
            yield svg.path(f"M{self._steps(lower)}", stroke="line", dash=dash)
        if stretch[0].mean is not None:
            y = self.plot.y(stretch[0].mean)
            first, last = self.plot.at[stretch[0].label], self.plot.at[stretch[-1].label]
            yield svg.line(self.plot.edges[first], y, self.plot.edges[last + 1], y)

    def _steps(self, ends: Sequence[tuple[Point, float]], *, forward: bool = True) -> str:
        """Corners of a stepped line, from the first edge to the last; or back again."""
        corners = []
        for point, value in ends:
            at, y = self.plot.at[point.label], self.plot.y(value)
            corners += [f"{self.plot.edges[at]:.1f} {y:.1f}", f"{self.plot.edges[at + 1]:.1f} {y:.1f}"]
        return "L".join(corners if forward else corners[::-1])

    def _gaps(self) -> list[tuple[float, float]]:
        """From where to where waves in a row are not shown."""
        hidden = [at for at, wave in enumerate(self.plot.waves) if wave.label not in self.shown]
        runs = itertools.groupby(enumerate(hidden), key=lambda it: it[1] - it[0])
        found = [[at for _, at in run] for _, run in runs]
        return [(self.plot.edges[run[0]], self.plot.edges[run[-1] + 1]) for run in found]

    def _broken(self) -> list[float]:
        """Where a new part begins."""
        starts = [self.trend.series.points_of(part)[0] for part in self.trend.series.parts[1:]]
        return [self.plot.edges[self.plot.at[point.label]] for point in starts]

    def _starts(self) -> Iterator[str]:
        """What each new part is called: what changed, or that a person let limits begin anew."""
        for part in self.trend.series.parts[1:]:
            label = self.trend.series.points_of(part)[0].label
            rebased = label in self.trend.rebased
            yield "new limits" if rebased else breaks.named(self.release, self.trend.item, label)

    def _uprights(self) -> Iterator[Markup]:
        top, ground = self.plot.room.top, self.plot.room.ground
        for x in self._broken():
            yield svg.line(x, top, x, ground, colour="ink2", dash="2 2")
        for left, right in self._gaps():
            for side in (left, right):
                yield svg.line(side, top, side, ground, dash="2 2")

    def _heads(self) -> list[tuple[float, str]]:
        words = list(zip(self._broken(), self._starts(), strict=True))
        words += [((left + right) / 2, "not shown") for left, right in self._gaps()]
        return words + [(self.plot.x(point), "few answered") for point in self.points if point.few_answers]

    def _intervals(self, part: Part) -> Iterator[Markup]:
        """The 95 % interval of each point that has no limits to stand between."""
        if part.limits is None:
            for point in self.trend.series.points_of(part):
                if point.interval_lower is not None and point.interval_upper is not None:
                    x = self.plot.x(point)
                    low, high = self.plot.y(point.interval_lower), self.plot.y(point.interval_upper)
                    yield svg.line(x, low, x, high, colour="nb", weight=2)

    def _line(self, stretch: Sequence[Point]) -> Markup:
        corners = "L".join(f"{self.plot.x(point):.1f} {self._y(point):.1f}" for point in stretch)
        return svg.path(f"M{corners}", stroke="ink2", weight=1.25)

    def _y(self, point: Point) -> float:
        return self.plot.y(point.value or 0.0)

    def _mark(self, point: Point) -> Markup:
        x, y = self.plot.x(point), self._y(point)
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
        """The last value, the centre and the limits at the right edge; what would touch the value gives way to it."""
        last, now = self.points[-1], self.trend.now
        if last.label != self.plot.waves[-1].label:
            return  # the edge is the report's wave, and that is not shown
        value = said(self.trend, last.value or 0.0)
        labels = [(self._y(last) + 4, value, _MARKS.get(last.point_type, "ink"), True)]
        limit = "trial limit" if now.trial else "limit"
        centre = "median" if now.chart == "run" else "average"
        for height, word in ((last.upper, limit), (last.mean, centre), (last.lower, limit)):
            if height is not None:
                labels.append((self.plot.y(height) + 4, word, "ink2", False))
        placed: list[float] = []
        for y, word, colour, bold in labels:
            free = next((y + by for by in _NUDGES if all(abs(y + by - other) >= _NEAR for other in placed)), None)
            if free is not None:
                placed.append(free)
                yield svg.text(word, self.plot.room.right + 6, free, colour=colour, size=13 if bold else 12, bold=bold)


_NUDGES = (0.0, -4.0, 4.0, -8.0, 8.0)  # how far a label may stand from its line
