"""A table for readers, read again: its first columns name what a line is about, the heads of the others a figure.

Names in words are taken back to ids by the questionnaires of the ledger, so that each number becomes a row, which is
held against the ledger like any other. What no name and no head explains is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from pulse.model.audit import Key, Said
from pulse.protect.attack.made import Made
from pulse.protect.attack.row import COLUMNS, NUMBERS, Row
from pulse.protect.attack.stated import Stated

NAMES = {
    "Group": "group", "Level": "dimension", "Group rated": "group2", "Question": "item", "Answer": "option",
    "Second question": "item2", "Second answer": "option2", "Third question": "item3", "Third answer": "option3",
    "Stock-take": "wave", "Measure": "measure", "Since": "since",
}  # fmt: skip
_MEASURES = {
    "Share": "share", "Favourable": "favourable", "Neither": "neutral", "Unfavourable": "unfavourable", "Mean": "mean",
    "Alpha": "alpha", "Joined share": "flow", "Answered": "count", "Response": "response_rate", "Value": "",
    "Middle": "centre", "Lower limit": "limit_low", "Upper limit": "limit_high", "Change": "change",
    "Difference": "asymmetry",
}  # fmt: skip
_ENDS = {"From": "lower", "To": "upper"}
_MANY, _ONE = "Answers", "Asked"  # of all figures before it; of the one before it
_LIMITS = ("centre", "limit_low", "limit_high")
_NOTHING = ("", "–")
_NUMBER = re.compile(r"([+−-]?)(\d[\d,]*(?:\.\d+)?)(%| points)?")
_BAND = re.compile(r"(\d+)% or (fewer|more)")
_ITEMS = (("item", "option"), ("item2", "option2"), ("item3", "option3"))


@dataclass
class Read:
    """What a table came to: its rows, and the places (line, column, from 1) of what nothing explains."""

    rows: list[Row] = field(default_factory=list)
    unexplained: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Figure:
    """One figure of a line, as far as it was read."""

    measure: str
    item: str  # the head that names the question; empty where the line does
    numbers: dict[str, float | None]
    decimals: int
    places: list[int]


class Grid:
    """Tables of one file, whose stock-take is `wave`."""

    def __init__(self, wave: str, known: Mapping[Key, Said], stated: Stated) -> None:
        self.wave, self.known, self.stated = wave, known, stated
        self.ledger = stated.ledger
        self.made = Made(known, self.ledger)
        self.first = {it.label: it.first.isoformat() for it in self.ledger.waves}
        self.items: dict[str, list[str]] = {}
        self.options: dict[tuple[str, str], list[str]] = {}
        self.asked: set[str] = set()  # questions whose answers are in words
        self.scores: set[str] = set()
        self.dimensions = {name.replace("_", " "): name for name in self.ledger.levels}
        for survey in self.ledger.asked_in.values():
            self.dimensions |= {name.replace("_", " "): name for name in survey.dimensions}
            self.scores |= {it.id for it in survey.scores}
            for index in survey.scores:
                self._name(index.id, index.title, f"{index.title} (scoring unverified)")
            for item in (*survey.items, *(it.item for it in survey.relationships)):
                self._name(item.id, item.text, item.label)
                self.asked |= {item.id} if item.options else set()
                for option in item.options:
                    self.options.setdefault((item.id, _plain(option.text)), []).append(option.id)

    def _name(self, item: str, *texts: str) -> None:
        for text in map(_plain, texts):
            if item not in self.items.setdefault(text, []):
                self.items[text].append(item)

    def read(self, lines: Sequence[Sequence[str]]) -> Read:
        """A table whose first line is the head, and begins with a name."""
        found, seen = Read(), set[tuple[str, ...]]()
        heads = [_plain(head) for head in lines[0]]
        for at, line in enumerate(lines[1:], 2):
            names = {NAMES[head]: text for head, text in zip(heads, line, strict=False) if head in NAMES}
            figures, odd = self._figures(heads, line)
            for figure in figures:
                row = self._row(at, names, figure, seen)
                if row is None:
                    odd += figure.places
                else:
                    found.rows.append(row)
            found.unexplained += [(at, column) for column in odd]
        return found

    # --- a line -> its figures ---------------------------------------------------------------------------------------

    def _figures(self, heads: Sequence[str], line: Sequence[str]) -> tuple[list[_Figure], list[int]]:
        """The figures of a line, and the columns of what is neither a figure nor a text that is known."""
        found: list[_Figure] = []
        odd: list[int] = []
        waiting: list[_Figure] = []  # for how many they rest on
        last: _Figure | None = None
        for column, text in enumerate(line, 1):
            head = heads[column - 1] if column <= len(heads) else ""
            measure, item = self._told_by(head)
            if head in NAMES:
                odd += [] if self.stated.explains(text) or head == "Group" else [column]
            elif measure is not None:
                last = _figure(measure, item, text, column)
                if last:
                    found.append(last)
                    waiting.append(last)
                elif text not in _NOTHING:
                    odd.append(column)
            elif head in _ENDS or head in (_MANY, _ONE):
                number = _number(text)
                owners = waiting if head == _MANY else [last] if last else []
                if number is None and text in _NOTHING:
                    pass
                elif number is None or not owners:
                    odd.append(column)
                for owner in owners:
                    owner.numbers[_ENDS.get(head, "n")] = number
                    owner.places.append(column)
                waiting = [] if head == _MANY else [it for it in waiting if head != _ONE or it is not last]
            elif not self.stated.explains(text):
                odd.append(column)
        return found, odd

    def _told_by(self, head: str) -> tuple[str | None, str]:
        """The measure under a head, and the question where it names one; None where it is no head of a figure."""
        if head in _MEASURES:
            return _MEASURES[head], ""
        if head in self.items and head not in NAMES:
            return ("mean" if self.items[head][0] in self.scores else "favourable"), head
        return None, ""

    # --- a figure -> its row -----------------------------------------------------------------------------------------

    def _row(self, line: int, names: Mapping[str, str], figure: _Figure, seen: set[tuple[str, ...]]) -> Row | None:
        """The row of a figure; None where its names are nobody's."""
        readings = [self._cells(names, figure, items) for items in self._readings(names, figure)]
        rows = [Row(line, cells, figure.numbers) for cells in readings]
        if not rows:
            return None
        row = next((it for it in rows if self._is_told(it, seen)), rows[0])
        key = tuple(row.cells[name] for name in COLUMNS[:14])
        if key in seen and row.measure == "change":  # the second one is held against the year before
            row = Row(line, {**row.cells, "measure": "change_year"}, row.numbers)
        seen.add(tuple(row.cells[name] for name in COLUMNS[:14]))
        return self._rounded(self._with_n(row), figure.decimals)

    def _readings(self, names: Mapping[str, str], figure: _Figure) -> Iterator[dict[str, str]]:
        """Every way to read the names of questions and answers; usually one."""
        choices: list[list[tuple[str, str]]] = []
        for item, option in _ITEMS:
            text = _plain(figure.item if item == "item" and figure.item else names.get(item, ""))
            answer = _plain(names.get(option, ""))
            ids = [(it, its) for it in self.items.get(text, ()) for its in self._answers(it, answer)]
            choices.append(ids if text else [("", "")])
        for chosen in product(*choices):
            yield {name: part for pair, named in zip(_ITEMS, chosen, strict=True)
                   for name, part in zip(pair, named, strict=True)}  # fmt: skip

    def _answers(self, item: str, text: str) -> Sequence[str]:
        """The ids that an answer's words can stand for; of a coded question any code, since the ledger has no words."""
        if not text or item in self.asked:
            return self.options.get((item, text), ()) if text else ("",)
        return sorted({said.option for said in self.known.values() if said.item == item})

    def _is_told(self, row: Row, seen: set[tuple[str, ...]]) -> bool:
        """Whether a row is a figure of the ledger that the table has not told yet."""
        said = row.said(self.ledger.levels)
        known = self.known.get(said.key)
        alike = known is not None and (known.value, known.low, known.high) == (said.value, said.low, said.high)
        return alike and tuple(row.cells[name] for name in COLUMNS[:14]) not in seen

    def _cells(self, names: Mapping[str, str], figure: _Figure, items: Mapping[str, str]) -> dict[str, str]:
        group = names.get("group", "Everyone")
        everyone = group == "Everyone" and not names.get("dimension")
        wave = names.get("wave", self.wave)
        since = names.get("since", "")
        return dict.fromkeys(COLUMNS, "") | {
            "survey": self.ledger.survey, "wave": wave, "wave_start": self.first.get(wave, ""), "shown": "true",
            "dimension": "all" if everyone else self.dimensions.get(names.get("dimension", ""), ""),
            "group": "all" if everyone else group, "group2": names.get("group2", ""),
            "measure": figure.measure or names.get("measure", ""), "method": f"since {since}" if since else "",
            **items,
        }  # fmt: skip

    def _with_n(self, row: Row) -> Row:
        """A table may leave out how many a figure rests on: it is then the number that was shown."""
        said = self.known.get(row.said(self.ledger.levels).key)
        if row.numbers["n"] is not None or said is None or not row.is_figure:
            return row
        return Row(row.line, row.cells, {**row.numbers, "n": None if said.n is None else float(said.n)})

    def _rounded(self, row: Row, decimals: int) -> Row:
        """A limit as it may have stood before it was rounded for readers."""
        value, half = row.numbers["value"], 0.5 * 10**-decimals
        if row.measure not in _LIMITS or value is None or decimals > 3:
            return row
        ways = [Row(row.line, row.cells, {**row.numbers, "value": round(value + it, 4)}) for it in (0, half, -half)]
        return next((it for it in ways if self.made.agrees(it)), row)


def _figure(measure: str, item: str, text: str, column: int) -> _Figure | None:
    """A figure as a cell has it; None where nothing is shown, or it is no figure."""
    numbers: dict[str, float | None] = dict.fromkeys(NUMBERS)
    if band := _BAND.fullmatch(text):
        end = int(band[1]) / 100
        numbers |= {"band_low": 0.0, "band_high": end} if band[2] == "fewer" else {"band_low": end, "band_high": 1.0}
        return _Figure(measure, item, numbers, 0, [column])
    value = _number(text)
    if value is None:
        return None
    return _Figure(measure, item, numbers | {"value": value}, _decimals(text), [column])


def _number(text: str) -> float | None:
    """A number as a sheet holds it ("0.41") or a text tells it ("41%", "−6 points", "1,233")."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    value = float(found[2].replace(",", "")) / (100 if found[3] else 1)
    return round(-value if found[1] in ("−", "-") else value, 6)


def _decimals(text: str) -> int:
    """How many decimals a number is told with, as a fraction."""
    found = _NUMBER.fullmatch(text)
    after = found[2].partition(".")[2] if found else ""
    return len(after) + (2 if found and found[3] else 0)


def _plain(text: str) -> str:
    return " ".join(text.split())
