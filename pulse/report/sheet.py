"""The sheet of rows behind a page: every figure the page shows is looked up here, with the number of its row."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from pulse.model.groups import ALL, Group
from pulse.model.release import About, Banded, Figure, Measure, Release, Shown
from pulse.model.trends import Point, Trend
from pulse.report import verdicts, words
from pulse.report.rows import OTHERS, TidyRow


@dataclass(frozen=True, slots=True)
class Named:
    """What a figure speaks of, as its element on the page says it to whoever audits the page."""

    what: str  # measure, item and options, joined by bars
    group: str  # "dimension: whole name"; empty for everyone
    wave: str  # empty for the report's own


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure on the page: its words, its value, and the number of its row in the CSV (from 1; 0: not asked)."""

    said: str
    row: int = 0
    value: float | None = None
    n: int | None = None
    note: str = ""
    shade: str = ""
    of: Named | None = None  # what it speaks of; None where nothing is shown
    ends: tuple[float, float] | None = None  # of its interval, where its note says one

    @property
    def n_said(self) -> str:
        """The number of answers, a dash where it is not shown."""
        return words.NOT_SHOWN if self.n is None else f"{self.n:,}"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its head and its cells."""

    head: str
    cells: tuple[Cell, ...]
    depth: int = 0
    quiet: str = ""
    anchor: str = ""  # its id on the page, where something leads to it
    drawing: Markup | None = None

    @property
    def group(self) -> str:
        """The group that its shown figures are of, as their elements say it."""
        return next((cell.of.group for cell in self.cells if cell.of), "")

    @property
    def of(self) -> str:
        """What all its shown figures begin to say that they are of, part by part; empty for fewer than two."""
        said = [cell.of.what.split("|") for cell in self.cells if cell.of]
        if len(said) < 2:
            return ""
        alike = itertools.takewhile(lambda parts: len(set(parts)) == 1, zip(*said, strict=False))
        return "|".join(parts[0] for parts in alike)

    @property
    def wave(self) -> str:
        """The stock-take that its shown figures are of, as their elements say it; empty for the report's own."""
        return next((cell.of.wave for cell in self.cells if cell.of), "")


def of_columns(lines: Sequence[Line]) -> tuple[str, ...]:
    """What each column's figures are of, for its head to say once for all of them; "" where none is shown."""
    columns = zip(*(line.cells for line in lines), strict=True)
    return tuple(next((cell.of.what for cell in column if cell.of), "") for column in columns)


class Sheet:
    """The rows by their keys: whatever the page shows is looked up here."""

    def __init__(self, release: Release, found: Sequence[TidyRow]) -> None:
        self.release = release
        self.rows = {row.key: (number, row) for number, row in enumerate(found, 1)}

    def cell(self, measure: Measure, item: str = "", *, option: str = "", group: Group = ALL, wave: str = "") -> Cell:
        """One figure of the report's wave (or another), with its key."""
        label = wave or self.release.wave.label
        found = self.release.figure(measure, item, option=option, group=group, wave=wave)
        return self.of(About(label, group, measure, item, option=option), found)

    def compared(self, measure: Measure, item: str, *, option: str = "", group: Group = ALL) -> Cell:
        """A figure with the range that allows for chance: to be held against another one."""
        found = self.release.figure(measure, item, option=option, group=group)
        cell = self.cell(measure, item, option=option, group=group)
        if not isinstance(found, Shown) or found.lower is None or found.upper is None:
            return cell
        note = f"{words.number(found.lower, measure)} to {words.number(found.upper, measure)}"
        return replace(cell, note=note, ends=(found.lower, found.upper))

    def of(self, about: About, found: Figure) -> Cell:
        """The cell of a figure, which must be among the rows (or not asked at all)."""
        key = _key(about, about.measure)
        if key not in self.rows:
            return Cell(words.NOT_SHOWN)
        if about.measure == "count":
            said = f"{found.value:,.0f}" if isinstance(found, Shown) else words.NOT_SHOWN
        else:
            said = words.figure(found, about.measure)
        value = found.value if isinstance(found, Shown) else None
        ends = found.described if isinstance(found, Shown) else None
        note = " to ".join(words.number(bound, about.measure) for bound in ends) if ends else ""
        n = found.n if isinstance(found, (Shown, Banded)) else None
        return Cell(said, self.rows[key][0], value, n, note, of=self._named(self.rows[key][1]), ends=ends)

    def limit(self, trend: Trend, point: Point, measure: str) -> Cell:
        """A limit or a signal of one point."""
        parts = (point.label, trend.group.dimension, trend.group.full_name, "", trend.item, "", "", "", "", "", measure)
        number, row = self.rows.get("|".join(parts), (0, None))
        if row is None or row.value is None:
            return Cell("" if measure == "signal" else "none")
        if measure == "signal":
            return Cell(verdicts.CAUSES[point.special_cause or ""], number, row.value, of=self._named(row))
        said = f"{row.value:.1f}" if trend.measure == "mean" else f"{row.value * 100:.1f}%"
        return Cell(said, number, row.value, of=self._named(row))

    def number(self, about: About, measure: str) -> Cell:
        """A count of people, or a dash where it is not shown."""
        number, row = self.rows.get(_key(about, measure), (0, None))
        said = words.NOT_SHOWN if row is None or row.value is None else f"{row.value:,.0f}"
        return Cell(said, number, row.value if row else None, of=self._named(row) if row else None)

    def made(self, about: About, measure: str, said: str, note: str = "", *, others: str = "") -> Cell:
        """Something made from shown figures, in its own words. others: the level all of whose other groups it is of."""
        number, row = self.rows.get(_key(about, measure, others), (0, None))
        if row is None:
            return Cell(words.NOT_SHOWN)
        return Cell(said, number, row.value, row.n, note, of=self._named(row))

    def _named(self, row: TidyRow) -> Named | None:
        if not row.shown:
            return None
        parts = (row.measure, row.item, row.option, row.item2 or row.group2, row.option2, row.item3, row.option3)
        group = f"{row.dimension}: {row.group}" if row.dimension != ALL.dimension else ""
        return Named("|".join(parts).rstrip("|"), group, row.wave if row.wave != self.release.wave.label else "")


def _key(about: About, measure: str, others: str = "") -> str:
    group = (others, OTHERS) if others else (about.group.dimension, about.group.full_name)
    group2 = about.group2.full_name if about.group2 else ""
    parts = (about.wave, *group, group2, about.item, about.option, about.item2, about.option2)
    return "|".join((*parts, about.item3, about.option3, measure))
