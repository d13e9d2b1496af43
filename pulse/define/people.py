"""people.csv -> People: which groups there are, where they belong, how many people each holds, and since when."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pulse.model import groups
from pulse.model.groups import SEPARATOR, Headcount, People
from pulse.model.problems import Place, Problem, Stop, problem

_AFTER = ("staff_group", "headcount", "formerly")


@dataclass(frozen=True)
class _Line:
    number: int
    headcount: Headcount


def people(path: Path, levels: tuple[str, ...]) -> People:
    """The groups and headcounts in people.csv. Raises Stop with every faulty line.

    Refused are: unknown or missing columns, dates and numbers that are none, a level left out above a lower one, the
    same row twice, a group in two places at once, and a group that ended and began again (a gap).
    """
    lines: list[_Line] = []
    faults: list[Problem] = []
    for number, cells in _records(path, levels):
        try:
            lines.append(_Line(number, _headcount(Place(str(path), number), cells, levels)))
        except Stop as stop:
            faults += stop.problems
    faults += _twice(path, lines)
    faults += _two_parents(path, lines, levels)
    faults += _gaps(path, lines)
    faults += _loops(path, lines)
    if faults:
        raise Stop(*sorted(faults, key=lambda fault: fault.place.line or 0))
    return People(levels, tuple(line.headcount for line in lines))


def _records(path: Path, levels: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    wanted = ("valid_from", *levels, *_AFTER)
    head = [name.strip() for name in next(reader, [])]
    missing = [name for name in ("valid_from", *levels, "headcount") if name not in head]
    unknown = [name for name in head if name not in wanted]
    if missing or unknown:
        raise Stop(problem("people-columns", Place(str(path), 1), wanted=",".join(wanted)))
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if len(cells) != len(head):
                    place = Place(str(path), reader.line_num)
                    raise Stop(problem("people-width", place, found=len(cells), wanted=len(head)))
                yield reader.line_num, {name: cell.strip() for name, cell in zip(head, cells, strict=True)}
    except csv.Error as error:
        raise Stop(problem("people-quotes", Place(str(path), reader.line_num))) from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise Stop(problem("file-missing", Place(str(path)))) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Stop(problem("people-not-utf8", Place(str(path), line))) from error


def _headcount(place: Place, cells: dict[str, str], levels: tuple[str, ...]) -> Headcount:
    path = tuple(cells[level] for level in levels)
    if ("" in path and any(path[path.index("") :])) or not path[0]:
        raise Stop(problem("people-level-missing", place, level=levels[path.index("")]))
    path = path[: path.index("")] if "" in path else path
    former = tuple(part.strip() for part in cells.get("formerly", "").split(SEPARATOR) if part.strip())
    return Headcount(
        valid_from=_day(place, cells["valid_from"]),
        path=path,
        staff_group=cells.get("staff_group", ""),
        people=_number(place, cells["headcount"]),
        formerly=(*path[: len(path) - 1], *former) if len(former) == 1 else former,
    )


def _day(place: Place, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Stop(problem("people-date", place)) from error


def _number(place: Place, text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise Stop(problem("people-headcount", place))
    return int(text)


def _twice(path: Path, lines: list[_Line]) -> Iterator[Problem]:
    seen: dict[tuple[date, groups.Path, str], int] = {}
    for line in lines:
        row = line.headcount
        first = seen.setdefault((row.valid_from, row.path, row.staff_group), line.number)
        if first != line.number:
            yield problem("people-twice", Place(str(path), line.number), line=first)


def _two_parents(path: Path, lines: list[_Line], levels: tuple[str, ...]) -> Iterator[Problem]:
    """A name that stands in two places on one day: answers that give only the name could not be placed."""
    known = People(levels, tuple(line.headcount for line in lines))
    told: set[int] = set()
    for day in sorted({line.headcount.valid_from for line in lines}):
        homes: dict[tuple[int, str], groups.Path] = {}
        for row in known.on(day):
            for depth, name in enumerate(row.path):
                home = homes.setdefault((depth, name), row.path[:depth])
                number = next((line.number for line in lines if line.headcount.path == row.path), 0)
                if home != row.path[:depth] and number not in told:
                    told.add(number)
                    yield problem("people-two-parents", Place(str(path), number), level=levels[depth], day=day)


def _loops(path: Path, lines: list[_Line]) -> Iterator[Problem]:
    """Two groups that are each the other's former name: nobody can say what either was called before."""
    former = {line.headcount.path: line for line in lines if line.headcount.formerly}
    for start in former.values():
        seen, line = {start.headcount.path}, former.get(start.headcount.formerly)
        while line is not None and line.headcount.path not in seen:
            seen.add(line.headcount.path)
            line = former.get(line.headcount.formerly)
        if line is not None:
            yield problem("people-loop", Place(str(path), start.number))


def _gaps(path: Path, lines: list[_Line]) -> Iterator[Problem]:
    """A group that went to 0 and came back: nobody can say whether its answers are one line or two."""
    closed: dict[tuple[groups.Path, str], int] = {}
    for line in sorted(lines, key=lambda line: line.headcount.valid_from):
        key = (line.headcount.path, line.headcount.staff_group)
        if key in closed and line.headcount.people:
            yield problem("people-gap", Place(str(path), line.number), line=closed[key])
        if not line.headcount.people:
            closed[key] = line.number
