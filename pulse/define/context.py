"""What an organisation counts, read from a CSV: month or quarter, indicator, value, unit, source; faults by place."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from pulse.model.context import MOST_NAME, MOST_SOURCE, UNITS, Counted, Period, Read, banded, period
from pulse.model.groups import People
from pulse.model.problems import Place, Problem, Stop, problem

_REST = ("indicator", "value", "unit", "source")
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,4})?", re.ASCII)
_NO_PERIOD = {"month": "context-month", "quarter": "context-quarter"}
_MOST_BYTES = 5_000_000


def context(
    path: Path,
    people: People,
    least: int,
    today: date,
    known: Sequence[Counted],
    *,
    correct: bool,
    names: Callable[[str], bool] = lambda _: False,
) -> Read:
    """What the file adds to what is known, small values as bands. Raises Stop with every faulty line.

    people   whose headcounts tell how many people a rate rests on
    known    what was put down before; another value for one of its periods is a fault unless it is a correction
    names    whether a text looks as if it named a person
    """
    reading = _Reading(path, people, least, today, known, correct=correct)
    reading.names = names
    return reading.read()


class _Reading:
    def __init__(
        self, path: Path, people: People, least: int, today: date, known: Sequence[Counted], *, correct: bool
    ) -> None:
        self.path, self.people, self.least, self.today, self.correct = path, people, least, today, correct
        self.names: Callable[[str], bool] = lambda _: False
        self.known = {(it.indicator.casefold(), it.period.label): it for it in known}
        self.like = {it.indicator.casefold(): it for it in known}  # name -> what its lines have in common
        self.seen: dict[tuple[str, str], int] = {}
        self.columns: list[str] = []
        self.faults: list[Problem] = []
        self.new: list[Counted] = []
        self.again = 0

    def read(self) -> Read:
        for line, cells in self._records():
            try:
                self._take(line, self._counted(line, cells))
            except Stop as stop:
                self.faults += stop.problems
        if self.faults:
            raise Stop(*self.faults)
        if not self.seen:
            raise Stop(problem("context-empty", Place(str(self.path))))
        return Read(tuple(self.new), self.again)

    def _take(self, line: int, it: Counted) -> None:
        key = (it.indicator.casefold(), it.period.label)
        if key in self.seen:
            raise Stop(self._fault("context-twice", line, "indicator", first=self.seen[key]))
        self.seen[key] = line
        like = self.like.setdefault(key[0], it)
        if like.unit != it.unit:
            raise Stop(self._fault("context-other-unit", line, "unit", before=like.unit))
        if like.period.kind != it.period.kind:
            raise Stop(self._fault("context-mixed", line, self.columns[0], before=like.period.kind))
        before = self.known.get(key)
        if before and before.same_as(it):
            self.again += 1
        elif before and not self.correct:
            raise Stop(self._fault("context-known", line, "value"))
        else:
            self.new.append(it)

    # --- one line ----------------------------------------------------------------------------------------------------

    def _counted(self, line: int, cells: dict[str, str]) -> Counted:
        when = self._period(line, cells)
        unit = next((it for it in UNITS if it == cells["unit"].casefold()), None)
        if unit is None:
            raise Stop(self._fault("context-unit", line, "unit", units=", ".join(UNITS)))
        value = self._value(line, cells["value"], count=unit in ("people", "cases"), share=unit == "%")
        names = self._words(line, "indicator", cells, MOST_NAME), self._words(line, "source", cells, MOST_SOURCE)
        name = self.like[names[0].casefold()].indicator if names[0].casefold() in self.like else names[0]
        staff = 0
        if unit not in ("people", "cases"):
            staff = sum(row.people for row in self.people.on(when.first))
            if not staff:
                raise Stop(self._fault("context-rate-of-nobody", line, "unit"))
        return banded(Counted(name, when, unit, names[1], value, staff=staff, day=self.today), self.least)

    def _period(self, line: int, cells: dict[str, str]) -> Period:
        column = self.columns[0]
        found = period(cells[column])
        if found is None or found.kind != column:
            raise Stop(self._fault(_NO_PERIOD[column], line, column))
        if found.last >= self.today:
            raise Stop(self._fault("context-not-over", line, column))
        return found

    def _value(self, line: int, text: str, *, count: bool, share: bool) -> float:
        if not _NUMBER.fullmatch(text) or (count and "." in text):
            raise Stop(self._fault("context-count" if count else "context-number", line, "value"))
        if share and float(text) > 100:
            raise Stop(self._fault("context-share", line, "value"))
        return float(text)

    def _words(self, line: int, column: str, cells: dict[str, str], most: int) -> str:
        text = " ".join(cells[column].split())
        if not 0 < len(text) <= most or not text.isprintable() or "|" in text:
            raise Stop(self._fault("context-words", line, column, what=column, most=most))
        if self.names(text):
            raise Stop(self._fault("context-names", line, column, what=column))
        return text

    # --- the file ----------------------------------------------------------------------------------------------------

    def _records(self) -> Iterator[tuple[int, dict[str, str]]]:
        text = _text(self.path)
        first = text.partition("\n")[0]
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
        self.columns = [name.strip().casefold() for name in next(rows, [])]
        if tuple(self.columns[1:]) != _REST or self.columns[0] not in ("month", "quarter"):
            raise Stop(problem("context-columns", Place(str(self.path), 1)))
        try:
            for cells in rows:
                if any(cell.strip() for cell in cells):
                    if len(cells) != len(self.columns):
                        self.faults.append(problem("context-width", Place(str(self.path), rows.line_num)))
                        continue
                    yield rows.line_num, {name: cell.strip() for name, cell in zip(self.columns, cells, strict=True)}
        except csv.Error as error:
            raise Stop(*self.faults, problem("context-quotes", Place(str(self.path), rows.line_num))) from error

    def _fault(self, code: str, line: int, column: str, **details: object) -> Problem:
        return problem(code, Place(str(self.path), line, self.columns.index(column) + 1), **details)


def _text(path: Path) -> str:
    if not path.is_file():
        raise Stop(problem("file-missing", Place(str(path))))
    if path.stat().st_size > _MOST_BYTES:
        raise Stop(problem("context-large", Place(str(path))))
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Stop(problem("context-not-utf8", Place(str(path)))) from error
