"""Text -> records, each with the line it begins on: strict CSV behind a trial of delimiters, or a workbook's sheet."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pulse.collect import decode
from pulse.model.problems import Place, Problem, Stop, problem

_DELIMITERS = (",", ";", "\t", "|")
_TRIAL = 3000  # records looked at to tell the delimiter
_LARGEST_CELL = 16_000_000
_SEP_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_WORKBOOKS = (".xlsx", ".xlsm", ".xls")


class Record(NamedTuple):
    """One record and the physical line (or the sheet's row) it begins on."""

    line: int
    cells: list[str]


@dataclass
class Table:
    """A file as records. They can be passed as often as needed; `broken` fills while they pass."""

    path: Path
    data: bytes
    encoding: str
    delimiter: str
    text: str = ""
    sheet: list[list[str]] | None = None
    first_line: int = 1
    spaced: bool = False  # a space stands after every delimiter
    width: int = 0  # the usual width; 0 until it is known
    broken: dict[int, Problem] = field(default_factory=dict)  # by line: records that are no records

    def records(self) -> Iterator[Record]:
        """Every record that is not blank, exactly as written. Raises Stop where a quote is never closed."""
        if self.sheet is not None:
            yield from (Record(line, cells) for line, cells in enumerate(self.sheet, 1) if any(cells))
            return
        for record in _parse(self):
            if record.cells and any(record.cells):
                yield record


def open_table(path: Path, encoding: str | None) -> Table:
    """The table in a file. Raises Stop for what is no table, or none that can be told apart."""
    data = decode.load(path)
    if decode.is_workbook(data) and path.suffix.lower() in _WORKBOOKS:
        return Table(path, data, "workbook", "", sheet=_sheet(path))
    text, name = decode.decode(data, path, encoding)
    first_line = 1
    delimiter = ""
    if said := _SEP_LINE.match(text):
        text, delimiter, first_line = text[said.end() :], said[1], 2
    table = Table(path, data, name, delimiter, text, first_line=first_line)
    _choose_dialect(table, (delimiter,) if delimiter else _DELIMITERS)
    return table


def _choose_dialect(table: Table, delimiters: Iterable[str]) -> None:
    """Tries each delimiter strictly; the most consistent width wins. Raises Stop("delimiter-unclear") on doubt."""
    tried = [
        (*_consistency(table, delimiter, spaced), delimiter, spaced)
        for delimiter in delimiters
        for spaced in (False, True)
    ]
    wide = [trial for trial in tried if trial[1] > 1]
    if not wide:
        table.delimiter, table.width = ",", 1
        return
    best = max(wide, key=lambda trial: (round(trial[0], 2), trial[1], not trial[3]))
    rivals = {trial[2] for trial in wide if trial[:2] == best[:2]}
    if best[0] < 0.5 or len(rivals) > 1:
        raise Stop(problem("delimiter-unclear", Place(str(table.path))))
    _, table.width, table.delimiter, table.spaced = best


def _consistency(table: Table, delimiter: str, spaced: bool) -> tuple[float, int]:
    """The share of records that have the most usual width, and that width."""
    trial = Table(table.path, b"", "", delimiter, table.text, spaced=spaced)
    widths: Counter[int] = Counter()
    try:
        for record in islice(_parse(trial), _TRIAL):
            if any(record.cells):
                widths[len(record.cells)] += 1
    except Stop:
        pass  # what stood before the fault still tells the delimiter
    total = widths.total() + len(trial.broken)
    if not total:
        return 0.0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return count / total, width


def _parse(table: Table) -> Iterator[Record]:
    """Strict records; one that breaks the rules of quoting is set aside if the next one is whole, else the file is."""
    csv.field_size_limit(_LARGEST_CELL)
    counted = _Lines(table.text, table.first_line - 1)
    start = table.first_line
    after_fault = 0
    while True:
        reader = csv.reader(counted, delimiter=table.delimiter, strict=True, skipinitialspace=table.spaced)
        try:
            for cells in reader:
                if after_fault and table.width and len(cells) != table.width and cells:
                    raise Stop(problem("quote-stray", Place(str(table.path), after_fault)))
                after_fault = 0
                yield Record(start, cells)
                start = counted.number + 1
            return
        except csv.Error as error:
            if "end of data" in str(error):
                raise Stop(problem("quote-unclosed", Place(str(table.path), start))) from error
            if counted.number > start and _is_whole(table, _line(table, start + 1)):
                # The line below the one it began on is a record by itself: the quote swallowed whole answers.
                raise Stop(problem("quote-unclosed", Place(str(table.path), start))) from error
            table.broken[start] = problem("quote-stray", Place(str(table.path), start))
            after_fault, start = start, counted.number + 1


def _line(table: Table, number: int) -> str:
    return next(islice(io.StringIO(table.text, newline=""), number - table.first_line, None))


def _is_whole(table: Table, line: str) -> bool:
    reader = csv.reader([line], delimiter=table.delimiter, strict=True, skipinitialspace=table.spaced)
    try:
        return len(next(reader)) == table.width
    except csv.Error:
        return False


class _Lines:
    """The lines of a text with their ends as they are, counted; only CR, LF and CR LF end a line."""

    def __init__(self, text: str, before: int) -> None:
        self.source, self.number = io.StringIO(text, newline=""), before

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self.source)
        self.number += 1
        return line


def _sheet(path: Path) -> list[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook  # late: most exports are CSV

    try:
        workbook = CalamineWorkbook.from_path(str(path))
        filled = [name for name in workbook.sheet_names if workbook.get_sheet_by_name(name).height]
        if len(filled) != 1:
            raise Stop(problem("workbook-sheets", Place(str(path)), sheets=len(filled)))
        rows = workbook.get_sheet_by_name(filled[0]).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise Stop(problem("workbook-unreadable", Place(str(path)))) from error
    return [[_as_text(cell) for cell in row] for row in rows]


def _as_text(cell: object) -> str:
    """A sheet's cell as text: whole numbers without a point, times as ISO 8601."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, (date, time, timedelta)):
        return str(cell)
    return str(cell)
