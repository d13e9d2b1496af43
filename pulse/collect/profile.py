"""A first look at a file: what it is, how wide its records are, and what its columns hold - nothing is kept of it.

The distinct values of each column are held (up to a bound) only to see whether they fit an item's answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from pulse.collect import identity, platforms
from pulse.collect.platforms import Found
from pulse.collect.records import Batch, Table, open_table
from pulse.model.exports import FileFacts, Heading
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.settings import Limits

_SOME_ROWS = 3000  # looked at to see what a column holds; what comes below is checked as it passes
_LOOK = 12  # first records that can hold a header
_MOST_VALUES = 400  # distinct values of a column that are looked at
_SAMPLE = 200  # cells of a column looked at for signs of a person
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)


@dataclass(frozen=True)
class Profile:
    """What the first look found."""

    table: Table
    found: Found
    facts: FileFacts  # its rows and their faults are only those that were looked at
    values: tuple[dict[str, int], ...]  # by column: distinct cells as written -> how often
    head: list[str]  # the header's first row, as written
    sci_ids: bool

    def batches(self) -> Iterator[Batch]:
        """The records below the header. The header itself may come again among them, as `is_header` tells."""
        left = self.found.skip + self.found.header_rows  # records that are not blank
        for batch in self.table.batches():
            below, left = _below(batch, left) if left else (batch, 0)
            if below.records:
                yield below


@dataclass
class _Seen:
    rows: int = 0
    values: list[dict[str, int]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def profile(path: Path, encoding: str | None, limits: Limits, *, whole: bool) -> Profile:
    """The first look: at its first rows, or at the `whole` file. Raises Stop for one that cannot be read."""
    table = open_table(path, encoding, limits)
    first = [record.cells for record in islice(table.records(), _LOOK)]
    found = platforms.recognise(first, str(path))
    if len(found.headings) > limits.columns:
        raise Stop(problem("too-many-columns-read", Place(str(path)), most=limits.columns))
    table.width = table.width or len(found.headings)
    head = first[found.skip]
    _refuse_uneven(path, first[found.skip : found.skip + found.header_rows], found)
    seen = _look(table, found, head, None if whole else _SOME_ROWS)
    seen.rows += len(table.broken)
    dropped = _dropped(found, seen)
    sci_ids = _scientific_ids(found, seen)
    facts = FileFacts(
        file=str(path),
        platform=found.platform.name,
        encoding=table.source.encoding,
        delimiter=table.delimiter if found.headings[1:] else "",
        header_rows=found.header_rows,
        rows=seen.rows,
        columns=found.headings,
        dropped=dropped,
        problems=tuple(_file_problems(table, found, seen, sci_ids)),
        zone=found.zone,
        unproven=found.unproven,
    )
    return Profile(table, found, facts, tuple(seen.values), head, sci_ids)


def _refuse_uneven(path: Path, header: Sequence[Sequence[str]], found: Found) -> None:
    """Raises Stop where the rows of a header are not equally wide: labels would stand above the wrong columns."""
    if len({len(row) for row in header}) > 1:
        raise Stop(problem("header-uneven", Place(str(path), found.skip + 1)))


def _below(batch: Batch, left: int) -> tuple[Batch, int]:
    """The part of a batch below the header, of which `left` records are still to come."""
    for at, cells in enumerate(batch.records):
        if any(cells):
            left -= 1
            if not left:
                line = batch.line(at + 1)
                return Batch(line, batch.records[at + 1 :], batch.lines - (line - batch.first_line)), 0
    return Batch(batch.first_line, (), batch.lines), left


def _look(table: Table, found: Found, head: list[str], most: int | None) -> _Seen:
    width = len(head)
    seen = _Seen(values=[{} for _ in range(width)])
    start = found.skip + found.header_rows
    for record in islice(table.records(), start, None if most is None else start + most):
        seen.rows += 1
        if is_header(record.cells, head):
            seen.problems.append(problem("header-repeated", Place(str(table.path), record.line)))
        elif len(record.cells) != width:
            code = "row-short" if len(record.cells) < width else "row-long"
            place = Place(str(table.path), record.line)
            seen.problems.append(problem(code, place, found=len(record.cells), wanted=width))
        else:
            for values, cell in zip(seen.values, record.cells, strict=True):
                if cell and (cell in values or len(values) < _MOST_VALUES):
                    values[cell] = values.get(cell, 0) + 1
    return seen


def is_header(cells: list[str], head: list[str]) -> bool:
    """True for the header standing in a file again, as when two exports are put one below the other."""
    return [cell.lstrip("\ufeff") for cell in cells] == head


def _file_problems(table: Table, found: Found, seen: _Seen, sci_ids: bool) -> Iterator[Problem]:
    yield from sorted([*seen.problems, *table.broken.values()], key=lambda fault: fault.place.line or 0)
    place = Place(str(table.path), found.skip + 1)
    if found.warning:
        yield problem(found.warning, place)
    if sci_ids:
        yield problem("ids-scientific", place)
    if not seen.rows:
        yield problem("no-rows", place)


def _dropped(found: Found, seen: _Seen) -> tuple[Heading, ...]:
    platform = found.platform
    return tuple(
        heading
        for heading, values in zip(found.headings, seen.values, strict=False)
        if platform.roles.get(_own(heading)) == "person"  # read, as a keyed hash, and dropped
        or (
            _own(heading) not in platform.roles
            and (
                _own(heading) in platform.dropped
                or identity.names_people(heading.tag, ())
                or _names_people(heading.label, values)
            )
        )
    )


def _names_people(label: str, values: Mapping[str, int]) -> bool:
    """True where a column's label, or what most of its cells look like, is about people; each cell weighs as often."""
    if identity.names_people(label, ()):
        return True
    some = dict(islice(values.items(), _SAMPLE))
    return identity.names_people("", some) and identity.names_people(
        "", (cell for cell, count in some.items() for _ in range(count))
    )


def _scientific_ids(found: Found, seen: _Seen) -> bool:
    """True where a spreadsheet has turned ids into 1.18E+11: different people would look the same."""
    for heading, values in zip(found.headings, seen.values, strict=False):
        looks_like_id = found.platform.roles.get(_own(heading)) == "id" or heading.label.casefold().endswith("id")
        if looks_like_id and any(_SCIENTIFIC.fullmatch(cell) for cell in values):
            return True
    return False


def _own(heading: Heading) -> str:
    """What a platform's own columns are told by."""
    return (heading.tag or heading.label).casefold()
