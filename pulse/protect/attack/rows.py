"""A finished file of rows, CSV or JSON, read again: its figures, and whatever in it is no figure and not explained."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence

from pulse.model.audit import Key, Ledger, Said
from pulse.model.groups import SEPARATOR
from pulse.model.problems import Place, Problem, problem
from pulse.protect.attack.made import Made
from pulse.protect.attack.row import COLUMNS, NotRowsError, Row
from pulse.protect.attack.row import row as read_row

_NAMING = ("dimension", "group", "group2", "item", "option", "item2", "option2", "item3", "option3")
_METHOD = re.compile(
    r"q [01]\.\d{4}|95 %|0-10(?:, 10 favourable)?|mean of \d parts?|at least \d{1,3}% of|effective number|"
    r"share of 9 and 10 less share of 0 to 6|Rocks 2016|Squartini et al\. 2013",
    re.ASCII,
)
SCHEMA = "pulse.report/1"
_BEYOND = "(beyond)"  # whatever stands right of our columns
_DIGIT = re.compile(r"\d")


def read_csv(text: str) -> list[Row]:
    """The rows of a CSV; NotRowsError where its columns are not those of tidy figures."""
    return read_lines(list(csv.reader(io.StringIO(text, newline=""), strict=True)))


def read_lines(lines: Sequence[Sequence[str]]) -> list[Row]:
    """The rows of a table whose first line is the head. Columns of others' are kept: they must hold no number."""
    width = len(COLUMNS)
    if not lines or tuple(lines[0][:width]) != COLUMNS or any(len(line) < width for line in lines):
        raise NotRowsError
    heads = lines[0][width:]
    return [
        read_row(number, dict(zip(COLUMNS, line, strict=False)) | {_BEYOND: " ".join((*line[width:], *heads))})
        for number, line in enumerate(lines[1:], 2)
    ]


def read_json(text: str) -> tuple[list[Row], dict[str, object]]:
    """The rows of a JSON report, and what stands beside them; older ones are a list of rows and nothing else.

    Keys of a row that are no column are kept: they must hold no number.
    """
    read = json.loads(text)
    beside = {name: value for name, value in read.items() if name != "figures"} if isinstance(read, dict) else {}
    if beside and beside.pop("schema", "") != SCHEMA:
        raise NotRowsError
    found = read.get("figures") if isinstance(read, dict) else read
    if not isinstance(found, list) or not all(isinstance(it, dict) and set(COLUMNS) <= set(it) for it in found):
        raise NotRowsError
    rows = [read_row(number, {name: _text(cell) for name, cell in it.items()}) for number, it in enumerate(found, 1)]
    return rows, beside


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


def _names(ledger: Ledger) -> frozenset[str]:
    """Every group, question and answer that a row may name; empty where no questionnaire is known."""
    if not ledger.asked_in:
        return frozenset()
    paths = {*ledger.groups, *(said.group for said in ledger.figures)}
    paths |= {tuple(said.item2.split(SEPARATOR)) for said in ledger.figures if said.item2}
    found = {SEPARATOR.join(path[:depth]) for path in paths for depth in range(1, len(path) + 1)}
    for survey in ledger.asked_in.values():
        found |= {index.id for index in survey.scores} | {item.id for item in survey.items}
        found |= {it.item.id for it in survey.relationships}
        found |= {option.id for item in survey.items for option in item.options}
    return frozenset(found)


class Rows:
    """The rows of a file, held against every figure that is known."""

    def __init__(self, rows: Sequence[Row], known: Mapping[Key, Said], ledger: Ledger, name: str) -> None:
        self.rows, self.known, self.ledger, self.name = rows, known, ledger, name
        self.made = Made(known, ledger)
        self.names = _names(ledger)
        self.first = {wave.label: wave.first.isoformat() for wave in ledger.waves}

    def findings(self) -> Iterator[Problem]:
        """Every row that holds a number it should not hold."""
        seen: set[tuple[str, ...]] = set()
        for row in self.rows:
            place = Place(self.name, row.line)
            for code in self._faults(row):
                yield problem(code, place, figure=self._about(row))
            key = tuple(row.cells[name] for name in COLUMNS[:14])
            if key in seen:
                yield problem("audit-twice", place, figure=self._about(row))
            seen.add(key)

    def _about(self, row: Row) -> str:
        return row.said().about

    def _faults(self, row: Row) -> Iterator[str]:
        if any(_DIGIT.search(f"{name} {text}") for name, text in row.cells.items() if name not in COLUMNS):
            yield "audit-unexplained"
        if self.names and any(
            _DIGIT.search(row.cells[it]) and row.cells[it].removeprefix("'") not in self.names for it in _NAMING
        ):
            yield "audit-unexplained"
        if _DIGIT.search(self._method_left(row)) or self.first.get(row.cells["wave"], "") not in (
            "",
            row.cells["wave_start"],
        ):
            yield "audit-unexplained"
        if not row.shown:
            if any(number is not None for number in row.numbers.values()):
                yield "audit-hidden-row"
        elif not self.made.agrees(row):
            yield "audit-unexplained"

    def _method_left(self, row: Row) -> str:
        """What is left of the words on method when waves and what is no one's number are taken out."""
        left = row.cells["method"]
        for wave in sorted(
            {*self.first, *(it.cells["wave"] for it in self.rows[:1]), *self._named()}, key=len, reverse=True
        ):
            left = left.replace(wave, "")
        return _METHOD.sub("", left)

    def _named(self) -> set[str]:
        if not hasattr(self, "_waves"):
            self._waves = {row.cells["wave"] for row in self.rows}
        return self._waves
