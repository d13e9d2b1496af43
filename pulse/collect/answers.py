"""A cell -> an answer: the option it names, or the options ticked in it. Only what is declared is understood."""

from __future__ import annotations

from collections.abc import Mapping

from pulse.collect.normal import normal
from pulse.model.survey import Item

NOT_ANSWERED = 0
YES = frozenset({"1", "yes", "y", "true", "checked", "x"})
NO = frozenset({"", "0", "no", "n", "false", "unchecked"})


class Unknown(Exception):  # noqa: N818 - not an error: a cell whose answer nobody declared
    """The cell holds something that is no answer to the item."""


class Answers:
    """The answers to one item as they may be written: by text, id or code, or as a mapping says."""

    def __init__(self, item: Item, said: Mapping[str, str], other: str = "") -> None:
        self.item = item
        positions = {option.id: at for at, option in enumerate(item.options, 1)}
        self.other = positions.get(other, 0)
        self.known = {normal(option.code): at for at, option in enumerate(item.options, 1)}
        self.known |= {normal(option.id): at for at, option in enumerate(item.options, 1)}
        self.known |= {normal(option.text): at for at, option in enumerate(item.options, 1)}
        self.known |= {normal(written): positions.get(option, NOT_ANSWERED) for written, option in said.items()}
        self.cells: dict[str, int] = {}

    def one(self, cell: str) -> int:
        """The 1-based position of the option a cell names, 0 for none. Raises Unknown."""
        found = self.cells.get(cell)
        if found is None:
            found = self.cells[cell] = self._look_up(cell)
        return found

    def many(self, cell: str, separator: str) -> tuple[frozenset[int], int]:
        """The options ticked in one cell, and how many parts of it are no option.

        Options may hold the separator themselves: the longest run of parts that is an option is taken first.
        """
        parts = cell.split(separator)
        ticked: set[int] = set()
        unknown = at = 0
        while at < len(parts):
            end = next((end for end in range(len(parts), at, -1) if self._is_option(parts, at, end, separator)), 0)
            if end:
                ticked.add(self._look_up(separator.join(parts[at:end])))
            else:
                end = at + 1
                unknown += self.other == 0
                ticked.add(self.other)
            at = end
        return frozenset(ticked - {NOT_ANSWERED}), unknown

    def _is_option(self, parts: list[str], start: int, end: int, separator: str) -> bool:
        text = normal(separator.join(parts[start:end]))
        return not text or text in self.known

    def _look_up(self, cell: str) -> int:
        text = normal(cell)
        if not text:
            return NOT_ANSWERED
        if text in self.known:
            return self.known[text]
        if self.other:
            return self.other
        raise Unknown

    def fit(self, values: Mapping[str, int], separator: str) -> float:
        """The share of a column's cells that are answers to the item; 1 for an empty column."""
        good = total = 0
        for cell, count in values.items():
            total += count
            if self.item.kind == "many":
                good += count * (self.many(cell, separator)[1] == 0)
            else:
                good += count * (normal(cell) in self.known or bool(self.other))
        return good / total if total else 1.0

    def fit_tick(self, values: Mapping[str, int], position: int) -> float:
        """The share of a column's cells that say whether one option was ticked."""
        names = self.names_of(position)
        total = sum(values.values())
        good = sum(count for cell, count in values.items() if normal(cell) in (YES | NO | names))
        return good / total if total else 1.0

    def names_of(self, position: int) -> frozenset[str]:
        """Every way in which one option may be written."""
        return frozenset(name for name, at in self.known.items() if at == position)
