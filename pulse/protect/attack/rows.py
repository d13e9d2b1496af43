"""A finished file of rows, CSV or JSON, read again: its figures, and whatever in it is no figure and not explained.

A row is a figure by itself, or something made from figures that are shown: a difference, a limit, a weight. What it is
made from must be among the figures, and it must agree with them.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pulse.model.audit import Key, Ledger, Said
from pulse.model.groups import EVERYONE, SEPARATOR, Path
from pulse.model.problems import Place, Problem, problem
from pulse.protect.attack.counts import SHARES, fits

COLUMNS = (
    "survey", "wave", "wave_start", "dimension", "group", "group2", "item", "item_version", "option", "item2",
    "option2", "item3", "option3", "measure", "n", "value", "lower", "upper", "band_low", "band_high", "shown",
    "method",
)  # fmt: skip
FIGURES = SHARES | {"mean", "count", "response_rate"}
_NUMBERS = ("n", "value", "lower", "upper", "band_low", "band_high")
_PEOPLE = frozenset({"stayers", "entrants", "leavers"})
_OTHERS = "(all others)"
_NAMING = ("dimension", "group", "group2", "item", "option", "item2", "option2", "item3", "option3")
_METHOD = re.compile(
    r"q [01]\.\d{4}|95 %|0-10(?:, 10 favourable)?|mean of \d part\(s\)|at least \d{1,3}% of|effective number", re.ASCII
)
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its place in the file."""

    line: int
    cells: Mapping[str, str]
    numbers: Mapping[str, float | None]

    @property
    def shown(self) -> bool:
        """Whether the row says that it holds a figure."""
        return self.cells["shown"] == "true"


class NotRowsError(ValueError):
    """The file is not what this tool writes."""


def read_csv(text: str) -> list[Row]:
    """The rows of a CSV; NotRowsError where its columns are not those of tidy figures."""
    lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    if not lines or tuple(lines[0]) != COLUMNS or any(len(line) != len(COLUMNS) for line in lines):
        raise NotRowsError
    return [_row(number, dict(zip(COLUMNS, line, strict=True))) for number, line in enumerate(lines[1:], 2)]


def read_json(text: str) -> list[Row]:
    """The rows of a JSON list. Keys that are no column are kept: they must hold no number."""
    found = json.loads(text)
    if not isinstance(found, list) or not all(isinstance(it, dict) and set(COLUMNS) <= set(it) for it in found):
        raise NotRowsError
    return [_row(number, {name: _text(cell) for name, cell in it.items()}) for number, it in enumerate(found, 1)]


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


def _row(line: int, cells: dict[str, str]) -> Row:
    try:
        return Row(line, cells, {name: float(cells[name]) if cells[name] else None for name in _NUMBERS})
    except ValueError as error:
        raise NotRowsError from error


def figures(rows: Sequence[Row], levels: Sequence[str]) -> Iterator[Said]:
    """The figures among the rows that are shown."""
    for row in rows:
        if row.shown and row.cells["measure"] in FIGURES:
            yield _said(row, row.cells["measure"], levels)
        elif row.shown and row.cells["measure"] in _PEOPLE:
            yield _said(row, "paired", levels, option=row.cells["measure"])


def _said(row: Row, measure: str, levels: Sequence[str], option: str = "") -> Said:
    cells, numbers, n = row.cells, row.numbers, row.numbers["n"]
    dimension = cells["dimension"]
    return Said(
        wave=cells["wave"], group=path(cells["group"]), measure=measure, item=cells["item"],
        option=option or cells["option"], item2=cells["item2"], option2=cells["option2"], item3=cells["item3"],
        option3=cells["option3"], value=numbers["value"], low=numbers["band_low"], high=numbers["band_high"],
        n=None if n is None else int(n),
        across=dimension if levels and dimension not in (*levels, "all") else "",
    )  # fmt: skip


def path(name: str) -> Path:
    """A group's path from its whole name."""
    return EVERYONE if name in ("all", _OTHERS) else tuple(name.removeprefix("'").split(SEPARATOR))


def _names(ledger: Ledger) -> frozenset[str]:
    """Every group, question and answer that a row may name; empty without a ledger."""
    found = {SEPARATOR.join(path[:depth]) for path in ledger.groups for depth in range(1, len(path) + 1)}
    for survey in ledger.asked_in.values():
        found |= {index.id for index in survey.indices} | {item.id for item in survey.items}
        found |= {option.id for item in survey.items for option in item.options}
    return frozenset(found)


class Rows:
    """The rows of a file, held against every figure that is known."""

    def __init__(self, rows: Sequence[Row], known: Mapping[Key, Said], ledger: Ledger, name: str) -> None:
        self.rows, self.known, self.ledger, self.name = rows, known, ledger, name
        self.asked = {(it.wave, it.group): it.n for it in known.values() if it.measure == "response_rate"}
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
        return _said(row, row.cells["measure"], ()).about

    def _faults(self, row: Row) -> Iterator[str]:
        if any(_DIGIT.search(text) for name, text in row.cells.items() if name not in COLUMNS):
            yield "audit-unexplained"
        if self.names and any(_DIGIT.search(row.cells[it]) and row.cells[it] not in self.names for it in _NAMING):
            yield "audit-unexplained"
        if _DIGIT.search(self._method_left(row)) or self.first.get(row.cells["wave"], "") not in (
            "",
            row.cells["wave_start"],
        ):
            yield "audit-unexplained"
        if not row.shown:
            if any(number is not None for number in row.numbers.values()):
                yield "audit-hidden-row"
        elif not self._agrees(row):
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

    # --- does a row agree with what is shown? ------------------------------------------------------------------------

    def _agrees(self, row: Row) -> bool:
        measure = row.cells["measure"]
        if measure in FIGURES or measure in _PEOPLE:
            return self._is_figure(row)
        checks = {
            "centre": self._limit, "limit_low": self._limit, "limit_high": self._limit, "signal": self._limit,
            "change": self._change, "change_year": self._change, "effect": self._made, "effect_year": self._made,
            "change_by_mix": self._made, "change_within": self._made, "weight": self._weight,
            "weighted_favourable": self._made, "weighted_mean": self._made, "weighted_share": self._made,
            "paired_change": self._pair, "paired_up": self._pair, "paired_same": self._pair,
            "paired_down": self._pair,
        }  # fmt: skip
        return measure in checks and checks[measure](row)

    def _is_figure(self, row: Row) -> bool:
        """An interval must be the one that its share and n make, or one that holds its mean."""
        numbers, n, value = row.numbers, row.numbers["n"], row.numbers["value"]
        if not n or (value is None) == (numbers["band_low"] is None):
            return False
        low, high = numbers["lower"], numbers["upper"]
        if low is None or high is None:
            return low is high
        if value is None or row.cells["measure"] in ("count", "response_rate", "flow", *_PEOPLE):
            return False
        if row.cells["measure"] == "mean":
            return 0 <= low <= value <= high <= 10
        asked = self.asked.get((row.cells["wave"], path(row.cells["group"])))
        return fits(value, int(n), asked, low, high)

    def _shown(self, row: Row, measures: Sequence[str], wave: str = "") -> list[Said]:
        """The figures with which a row shares everything but its measure (and its wave)."""
        cells = row.cells
        group, rest = path(cells["group"]), tuple(cells[name] for name in COLUMNS[9:13])
        first, second, third, fourth = rest
        keys = (
            (wave or cells["wave"], group, measure, cells["item"], cells["option"], first, second, third, fourth)
            for measure in measures
        )
        return [self.known[key] for key in keys if key in self.known and self.known[key].value is not None]

    def _limit(self, row: Row) -> bool:
        """A limit is of a point that is shown, rests on its n, and lies where scores or shares can."""
        value, n = row.numbers["value"], row.numbers["n"]
        at = [it for it in self._shown(row, ("favourable", "mean")) if it.n == n]
        if row.cells["measure"] == "signal":
            return bool(at) and value in (-1, 1)
        return any(value is not None and self._within_reach(row, it, value) for it in at)

    def _within_reach(self, row: Row, at: Said, value: float) -> bool:
        """A centre lies among the values shown in any wave; a limit not beyond what a score or share can be."""
        most = 10 if at.measure == "mean" else 1
        if row.cells["measure"] != "centre":
            return -most <= value <= 2 * most
        seen = [it.value for it in self.known.values() if it.key[1:] == at.key[1:] and it.value is not None]
        return min(seen) - 1e-4 <= value <= max(seen) + 1e-4

    def _change(self, row: Row) -> bool:
        """A difference of two figures that are shown, which were rounded apart from it."""
        value, low, high = (row.numbers[name] for name in ("value", "lower", "upper"))
        before = next((word for word in row.cells["method"].partition("since ")[2].split("; ")), "")
        for later in self._shown(row, ("share", "favourable", "mean")):
            step = 0.101 if later.measure == "mean" else 0.0101
            for earlier in self._shown(row, (later.measure,), before):
                apart = (later.value or 0) - (earlier.value or 0)
                if value is not None and low is not None and high is not None and later.n == row.numbers["n"]:
                    return abs(value - apart) < step and low - step <= value <= high + step
        return False

    def _made(self, row: Row) -> bool:
        """Something made from a figure that is shown, where it can lie."""
        value = row.numbers["value"]
        at = self._shown(row, ("share", "favourable", "mean"))
        most = 10 if any(it.measure == "mean" for it in at) else 1
        return bool(at) and value is not None and -most <= value <= most

    def _weight(self, row: Row) -> bool:
        """A part's weight, of a group that is shown, or of all that are not: these must be enough together."""
        value, n = row.numbers["value"], row.numbers["n"]
        if value is None or n is None or not 0 < value < 100:
            return False
        least = max((wave.least for wave in self.ledger.waves), default=1)
        if row.cells["group"] == _OTHERS:
            return n >= least
        count = self._shown(row, ("count",))
        return any(it.n == n for it in count)

    def _pair(self, row: Row) -> bool:
        value, n = row.numbers["value"], row.numbers["n"]
        cells = {it.option: it for it in self.known.values() if self._is_pair(it, row)}
        name = row.cells["measure"].removeprefix("paired_")
        if name != "change":
            return name in cells and cells[name].value == value and cells[name].n == n
        if not {"gained", "lost"} <= set(cells) or value is None or not n:
            return False
        apart = ((cells["gained"].value or 0) - (cells["lost"].value or 0)) / n
        return cells["gained"].n == n and abs(value - apart) < 0.0051

    @staticmethod
    def _is_pair(it: Said, row: Row) -> bool:
        return it.measure == "paired" and (it.wave, it.item) == (row.cells["wave"], row.cells["item"])
