"""One compiled reader an item: the cells of its columns -> columns of codes, most of them by one dictionary look-up.

A cell is parsed when it is met for the first time; after that it is known. What is no answer is never known: it is
looked at each time, so that memory does not grow with what people typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pulse.collect.answers import NO, YES, Answers, Unknown
from pulse.collect.matched import Bound
from pulse.collect.normal import normal
from pulse.collect.platforms import Platform
from pulse.model.survey import Item

_MOST_KNOWN = 50_000  # different cells (or combinations of cells) of one item that are remembered

Column = Sequence[str]
Codes = Sequence[int | None]


class Fault(NamedTuple):
    """Why cells are no answer, and which of the item's columns says so."""

    code: str
    column: int  # 1-based, of the file


class Misread(NamedTuple):
    """An answer that is set aside: where in the batch, and why."""

    at: int
    item: str
    fault: Fault


class Encoder:
    """Reads one item's cells."""

    def __init__(self, item: Item, bound: Sequence[Bound], platform: Platform) -> None:
        self.item = item
        self.at = [each.at for each in bound]
        self.known = _Known(_reader(item, bound, platform))
        self.many = item.kind == "many"  # its codes are tuples, one number an option; others are single numbers
        self.nothing: Coded = (None,) * len(item.options) if self.many else (0 if item.kind == "text" else None)

    def encode(self, columns: Sequence[Column]) -> tuple[list[Codes], list[Misread]]:
        """The item's columns of codes for a batch (as `Layout` orders them), and the answers that are none."""
        cells = columns[self.at[0]] if len(self.at) == 1 else zip(*(columns[at] for at in self.at), strict=True)
        self.known.faulty = False
        found: list[Any] = list(map(self.known.__getitem__, cells))
        misread: list[Misread] = []
        if self.known.faulty:
            for at, value in enumerate(found):
                if isinstance(value, Fault):
                    misread.append(Misread(at, self.item.id, value))
                    found[at] = self.nothing
        return list(zip(*found, strict=True)) if self.many else [found], misread


def absent(item: Item, sheets: int) -> list[Codes]:
    """The columns of an item that the file does not ask."""
    code: int | None = 0 if item.kind == "text" else None
    return [[code] * sheets] * (len(item.options) if item.kind == "many" else 1)


Coded = int | None | tuple[int | None, ...]
_Cells = str | tuple[str, ...]
_Read = Callable[[_Cells], Coded | Fault]


class _Known(dict[_Cells, Coded | Fault]):
    """Cells -> codes, filled as cells are met."""

    def __init__(self, read: _Read) -> None:
        super().__init__()
        self.read, self.faulty = read, False

    def __missing__(self, cells: _Cells) -> Coded | Fault:
        value = self.read(cells)
        if isinstance(value, Fault):
            self.faulty = True
        elif len(self) < _MOST_KNOWN:
            self[cells] = value
        return value


def _reader(item: Item, bound: Sequence[Bound], platform: Platform) -> _Read:
    if item.kind == "text":
        return _words
    ticks = _Ticks(platform)
    if item.kind == "many":
        return _Many(item, bound, ticks)
    return _One(bound, ticks)


def _words(cells: _Cells) -> int:
    texts = (cells,) if isinstance(cells, str) else cells
    return int(any(map(str.strip, texts)))


class _Ticks:
    """What a cell of one option's own column says: ticked, not ticked, or nothing anybody declared."""

    def __init__(self, platform: Platform) -> None:
        self.yes = (YES - platform.unticked) | platform.ticked
        self.no = (NO - platform.ticked) | platform.unticked | {""}
        self.missing = platform.missing

    def ticked(self, cell: str, names: frozenset[str]) -> bool | None:
        said = normal(cell)
        if said in self.yes or (said in names and said not in self.no):
            return True
        return False if said in self.no or self.unanswered(cell) else None

    def unanswered(self, cell: str) -> bool:
        said = cell.strip().casefold()
        return not said or said in self.missing


class _One:
    """The one option of a scale or a choose-one item; the first of its columns that is answered counts."""

    def __init__(self, bound: Sequence[Bound], ticks: _Ticks) -> None:
        self.bound, self.ticks = bound, ticks

    def __call__(self, cells: _Cells) -> int | Fault | None:
        texts = (cells,) if isinstance(cells, str) else cells
        for bound, cell in zip(self.bound, texts, strict=True):
            if bound.answers is None or self.ticks.unanswered(cell):
                continue
            if bound.position:
                if self.ticks.ticked(cell, bound.answers.names_of(bound.position)):
                    return bound.position
                continue
            try:
                if answer := bound.answers.one(cell):
                    return answer
            except Unknown:
                return Fault("answer-not-in-scale", bound.match.heading.position)
        return None


class _Many:
    """The ticks of a choose-many item, in one cell or in a column an option."""

    def __init__(self, item: Item, bound: Sequence[Bound], ticks: _Ticks) -> None:
        self.item, self.bound, self.ticks = item, bound, ticks

    def __call__(self, cells: _Cells) -> tuple[int | None, ...] | Fault:
        ticked: set[int] = set()
        texts = (cells,) if isinstance(cells, str) else cells
        for bound, cell in zip(self.bound, texts, strict=True):
            if bound.answers is None or self.ticks.unanswered(cell):
                continue
            found = self._found(bound, bound.answers, cell)
            if found is None:
                return Fault("option-unknown", bound.match.heading.position)
            ticked |= found
        if self.item.at_most is not None and len(ticked) > self.item.at_most:
            return Fault("too-many-ticks", self.bound[0].match.heading.position)
        if not ticked:
            return (None,) * len(self.item.options)
        return tuple(int(position in ticked) for position in range(1, len(self.item.options) + 1))

    def _found(self, bound: Bound, answers: Answers, cell: str) -> frozenset[int] | None:
        """The options ticked in a cell; None where a part of it is no option."""
        if bound.position:
            said = self.ticks.ticked(cell, answers.names_of(bound.position))
            return None if said is None else frozenset({bound.position} if said else ())
        found, unknown = answers.many(cell, bound.separator)
        return None if unknown else found


def readings(columns: Mapping[str, Sequence[Bound]], items: Mapping[str, Item], platform: Platform) -> list[Encoder]:
    """An encoder for every item that has columns."""
    return [Encoder(items[name], bound, platform) for name, bound in columns.items()]
