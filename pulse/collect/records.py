"""Text -> records, each with the line it begins on: strict CSV behind a trial of delimiters, or a workbook's sheet.

Records pass in batches, so that what is done to each of them can be done to a column of five hundred at once.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import chain, islice, tee
from operator import length_hint
from pathlib import Path
from typing import NamedTuple

from pulse.collect import decode, workbook
from pulse.collect.decode import Source
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.settings import Limits

_DELIMITERS = (",", ";", "\t", "|")
_TRIAL = 1000  # records looked at to tell the delimiter, all within the first megabyte
_AT_ONCE = 500  # records a batch: few enough to stay in the processor's cache, measured
_MOST_BROKEN = 1000  # records with broken quotes after which a file is taken for no table
_SEP_LINE = re.compile(r"sep=(.)[\r\n]*", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")


class Record(NamedTuple):
    """One record and the physical line (or the sheet's row) it begins on."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Batch:
    """Records that stand one below the other, blank ones included."""

    first_line: int
    records: Sequence[list[str]]
    lines: int  # physical lines they fill: more than records where a cell holds a line end

    def line(self, at: int) -> int:
        """The line the record at 0-based place `at` begins on."""
        if self.lines == len(self.records):
            return self.first_line + at
        return self.first_line + sum(map(_lines_of, self.records[:at]))

    def __iter__(self) -> Iterator[Record]:
        line = self.first_line
        for cells in self.records:
            yield Record(line, cells)
            line += 1 if self.lines == len(self.records) else _lines_of(cells)


@dataclass
class Table:
    """A file as records. They can be passed as often as needed; `broken` fills while they pass."""

    source: Source
    limits: Limits
    delimiter: str = ""
    spaced: bool = False  # a space stands after every delimiter
    skip: int = 0  # lines above the records: "sep=;"
    width: int = 0  # the usual width; 0 until it is known
    broken: dict[int, Problem] = field(default_factory=dict)  # by line: records that are no records

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.source.path

    def batches(self) -> Iterator[Batch]:
        """Every record exactly as written. Raises Stop where a quote is never closed, or a cell is too large."""
        self.broken.clear()
        if self.source.is_workbook:
            yield from (Batch(1 + at, rows, len(rows)) for at, rows in _in_parts(self.sheet))
        else:
            with self.source.lines() as lines:
                yield from _parse(self, lines)

    def records(self) -> Iterator[Record]:
        """Every record that is not blank."""
        for batch in self.batches():
            yield from (record for record in batch if any(record.cells))

    @cached_property
    def sheet(self) -> list[list[str]]:
        """The cells of a workbook's one sheet, as text."""
        return workbook.sheet(self.path, self.limits)


def open_table(path: Path, encoding: str | None, limits: Limits) -> Table:
    """The table in a file. Raises Stop for what is no table, or none that can be told apart."""
    source = decode.examine(path, encoding, limits)
    table = Table(source, limits)
    if source.is_workbook:
        return table
    head = _head(source)
    if head and (said := _SEP_LINE.fullmatch(head[0])):
        table.skip, table.delimiter = 1, said[1]
    _choose_dialect(table, head[table.skip :], (table.delimiter,) if table.delimiter else _DELIMITERS)
    return table


def _head(source: Source) -> list[str]:
    """The lines of about the first megabyte."""
    head: list[str] = []
    size = 0
    with source.lines() as lines:
        for line in lines:
            head.append(line)
            size += len(line)
            if size >= decode.BLOCK:
                break
    return head


def _choose_dialect(table: Table, head: Sequence[str], delimiters: Iterable[str]) -> None:
    """Tries each delimiter strictly; the most consistent width wins. Raises Stop("delimiter-unclear") on doubt."""
    tried = [
        (*_consistency(table, head, delimiter, spaced), delimiter, spaced)
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


def _consistency(table: Table, head: Sequence[str], delimiter: str, spaced: bool) -> tuple[float, int]:
    """The share of records that have the most usual width, and that width."""
    trial = replace(table, delimiter=delimiter, spaced=spaced, skip=0, broken={})
    widths: Counter[int] = Counter()
    try:
        for batch in _parse(trial, iter(head)):
            widths.update(len(cells) for cells in batch.records if any(cells))
            if widths.total() >= _TRIAL:
                break
    except Stop:
        pass  # what stood before the fault still tells the delimiter
    total = widths.total() + len(trial.broken)
    if not total:
        return 0.0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return count / total, width


def _parse(table: Table, lines: Iterator[str]) -> Iterator[Batch]:
    """Strict records; one that breaks the rules of quoting is set aside if the next one is whole, else the file is."""
    csv.field_size_limit(table.limits.cell_chars)
    lines, written = tee(islice(lines, table.skip, None))  # `written` follows behind: the lines of the batch at hand
    first = table.skip + 1  # the line the next record begins on
    after_fault = 0
    reader = _Reader(table, lines)
    while True:
        begun = first
        try:
            if after_fault:
                records = reader.some(1)
                first = _checked_after_fault(table, records, after_fault, first, reader.line)
                yield _strict(table, Batch(begun, records, reader.line - begun), written)
                after_fault = 0
            while records := reader.some(_AT_ONCE):
                yield _strict(table, Batch(first, records, reader.line - first), written)
                first = reader.line
            return
        except _Faulty as fault:
            start = first + sum(map(_lines_of, fault.records))
            if fault.records:
                yield _strict(table, Batch(first, fault.records, start - first), written)
            first = reader.line
            deque(islice(written, first - start), maxlen=0)
            _set_aside(table, fault.error, start, first)
            after_fault = start


def _strict(table: Table, batch: Batch, written: Iterator[str]) -> Batch:
    """The batch without records that have a quote inside a cell that is not quoted: the reader lets those pass."""
    lines = list(islice(written, batch.lines))
    texts = lines if batch.lines == len(batch.records) else _joined(lines, batch.records)
    whole = _whole_record(table.delimiter, spaced=table.spaced)
    stray = [
        at
        for at, text in enumerate(texts)
        if '"' in text and '"' in "".join(batch.records[at]) and not whole.fullmatch(text)
    ]
    if not stray:
        return batch
    records = [[cells] for cells in batch.records]
    for at in stray:
        line = batch.line(at)
        table.broken[line] = problem("quote-stray", Place(str(table.path), line))
        records[at] = [[]] * _lines_of(batch.records[at])  # blank lines in its place
    return Batch(batch.first_line, list(chain.from_iterable(records)), batch.lines)


def _joined(lines: Sequence[str], records: Iterable[Sequence[str]]) -> list[str]:
    """The text of each record, of one line or more."""
    left = iter(lines)
    return ["".join(islice(left, _lines_of(cells))) for cells in records]


@lru_cache(maxsize=16)
def _whole_record(delimiter: str, *, spaced: bool) -> re.Pattern[str]:
    """A record as RFC 4180 has it: a quote only around a cell, or twice within it."""
    cell = r'"[^"]*(?:""[^"]*)*"|[^"\r\n' + re.escape(delimiter) + "]*"
    space = " *" if spaced else ""
    return re.compile(f"{space}(?:{cell})(?:{re.escape(delimiter)}{space}(?:{cell}))*[\r\n]*")


class _Faulty(Exception):  # noqa: N818 - carries the good records read before a fault
    def __init__(self, records: list[list[str]], error: csv.Error) -> None:
        self.records, self.error = records, error


class _Reader:
    """Reads as a strict `csv.reader` does, but cuts a line without a quote at its delimiters: much faster."""

    def __init__(self, table: Table, lines: Iterator[str]) -> None:
        self.lines, self.line = lines, table.skip + 1  # the line that is read next
        self.unread: Iterator[str] = iter(())  # lines taken before a fault
        self.delimiter = table.delimiter
        # A cell is never longer than its line. Spaces that stand behind delimiters are left to the csv module.
        self.longest = -1 if table.spaced else table.limits.cell_chars
        self.dialect = csv.reader((), delimiter=table.delimiter, strict=True, skipinitialspace=table.spaced).dialect

    def some(self, most: int) -> list[list[str]]:
        """The records of the next lines, up to `most`. Raises _Faulty with those before a broken one."""
        block = list(islice(chain(self.unread, self.lines), most))
        left = iter(block)
        self.line += len(block)
        records: list[list[str]] = []
        try:
            for line in left:
                if '"' in line or len(line) > self.longest:
                    records.append(self._quoted(line, left))
                else:
                    records.append(text.split(self.delimiter) if (text := line.rstrip("\r\n")) else [])
        except csv.Error as error:
            self.line -= length_hint(left)
            self.unread = iter([*left, *self.unread])
            raise _Faulty(records, error) from error
        return records

    def _quoted(self, line: str, left: Iterator[str]) -> list[str]:
        """The record that begins on a line. It may go on below, in what is left of the block and further down."""
        room = length_hint(left)
        reader = csv.reader(chain((line,), left, self.unread, self.lines), self.dialect)
        try:
            return next(reader)
        finally:
            self.line += max(reader.line_num - 1 - room, 0)


def _checked_after_fault(table: Table, records: Sequence[list[str]], fault: int, first: int, following: int) -> int:
    """The line after the record that follows a broken one. Raises Stop where that record is not whole either."""
    if records and table.width and len(records[0]) != table.width and records[0]:
        raise Stop(problem("quote-stray", Place(str(table.path), fault)))
    return following if records else first


def _set_aside(table: Table, error: csv.Error, start: int, following: int) -> None:
    """Notes a broken record. Raises Stop where nobody can tell where it ends."""
    if "field limit" in str(error):
        raise Stop(problem("cell-too-large", Place(str(table.path), start), most=table.limits.cell_chars // 10**6))
    if "end of data" in str(error) or (following > start + 1 and _is_whole(table, _line(table, start + 1))):
        # Either no quote closes it, or the line below is a record by itself: the quote swallowed whole answers.
        raise Stop(problem("quote-unclosed", Place(str(table.path), start))) from error
    table.broken[start] = problem("quote-stray", Place(str(table.path), start))
    if len(table.broken) > _MOST_BROKEN:
        raise Stop(problem("quotes-everywhere", Place(str(table.path), start), count=_MOST_BROKEN))


def _line(table: Table, number: int) -> str:
    with table.source.lines() as lines:
        return next(islice(lines, number - 1, None), "")


def _is_whole(table: Table, line: str) -> bool:
    reader = csv.reader([line], delimiter=table.delimiter, strict=True, skipinitialspace=table.spaced)
    try:
        return len(next(reader)) == table.width
    except csv.Error:
        return False


def _lines_of(cells: Sequence[str]) -> int:
    """The physical lines a record fills."""
    return 1 + sum(len(_LINE_END.findall(cell)) for cell in cells if "\n" in cell or "\r" in cell)


def _in_parts(rows: list[list[str]]) -> Iterator[tuple[int, list[list[str]]]]:
    for at in range(0, len(rows), _AT_ONCE):
        yield at, rows[at : at + _AT_ONCE]
