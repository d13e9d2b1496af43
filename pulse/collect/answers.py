"""A cell -> an answer: the option it names, or the options ticked in it. Only what is declared is understood."""

from __future__ import annotations

from collections.abc import Mapping

from pulse.collect.normal import normal
from pulse.model.survey import Item, Option

NOT_ANSWERED = 0
YES = frozenset({"1", "yes", "y", "true", "checked", "x"})
NO = frozenset({"", "0", "no", "n", "false", "unchecked"})


class Unknown(Exception):  # noqa: N818 - not an error: a cell whose answer nobody declared
    """The cell holds something that is no answer to the item."""


class Answers:
    """The answers to one item as they may be written: by text in any language, by id or code, or as a mapping says.

    What a mapping says of an option that this version of the item does not have stays unknown, and so does a text that
    is one option in one language and another in another.
    """

    def __init__(self, item: Item, said: Mapping[str, str], other: str = "") -> None:
        self.item = item
        positions = {option.id: at for at, option in enumerate(item.options, 1)}
        self.other = positions.get(other, 0)
        self.known = {normal(option.code): at for at, option in enumerate(item.options, 1)}
        self.known |= {normal(option.id): at for at, option in enumerate(item.options, 1)}
        self.known |= {normal(option.text): at for at, option in enumerate(item.options, 1)}
        self._translations()
        self.names = dict(self.known)
        positions |= {"": NOT_ANSWERED}
        self.known |= {normal(written): positions[option] for written, option in said.items() if option in positions}
        self.cells: dict[str, int] = {}
        self.pieces: dict[str, frozenset[str]] = {}

    def _translations(self) -> None:
        double: set[str] = set()
        for at, option in enumerate(self.item.options, 1):
            for text in map(normal, option.translated.values()):
                if self.known.setdefault(text, at) != at:
                    double.add(text)
        for text in double:
            del self.known[text]

    def option_named(self, name: str) -> Option | None:
        """The option that is itself called so; None where none is, whatever a mapping says."""
        position = self.names.get(normal(name))
        return self.item.options[position - 1] if position else None

    def one(self, cell: str) -> int:
        """The 1-based position of the option a cell names, 0 for none. Raises Unknown."""
        found = self.cells.get(cell)
        if found is None:
            found = self.cells[cell] = self._look_up(cell)
        return found

    def many(self, cell: str, separator: str) -> tuple[frozenset[int], int]:
        """The options ticked in one cell, and how many parts of it are no option.

        Options may hold the separator themselves: the longest run of parts that is an option is taken first. What
        is left stands for `other`, where there is one - but never half an option, which is always unknown.
        """
        ticked, left = self._split(cell, separator)
        halves = self._halves(separator) if left else frozenset()
        unknown = sum(part in halves for part in left) if self.other else len(left)
        if len(left) > unknown:
            ticked.add(self.other)
        return frozenset(ticked - {NOT_ANSWERED}), unknown

    def cut(self, values: Mapping[str, int], separator: str) -> int:
        """How many cells of a column hold a part that looks like half an option."""
        halves = self._halves(separator)
        return sum(
            count for cell, count in values.items() if halves and halves.intersection(self._split(cell, separator)[1])
        )

    def left_over(self, cell: str, separator: str) -> list[str]:
        """The normal parts of a cell that are no option."""
        return self._split(cell, separator)[1]

    def _split(self, cell: str, separator: str) -> tuple[set[int], list[str]]:
        parts = cell.split(separator)
        ticked: set[int] = set()
        left: list[str] = []
        at = 0
        while at < len(parts):
            end = next((end for end in range(len(parts), at, -1) if self._is_option(parts, at, end, separator)), 0)
            if end:
                text = normal(separator.join(parts[at:end]))
                ticked.add(self.known[text] if text else NOT_ANSWERED)
            else:
                end = at + 1
                left.append(normal(parts[at]))
            at = end
        return ticked, left

    def _halves(self, separator: str) -> frozenset[str]:
        """The pieces an option that holds the separator falls into, and that are no option themselves."""
        found = self.pieces.get(separator)
        if found is None:
            sign = separator.strip()
            pieces = {normal(piece) for text in self.known if sign and sign in text for piece in text.split(sign)}
            found = self.pieces[separator] = frozenset(pieces - set(self.known) - {""})
        return found

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

    def fit_tick(self, values: Mapping[str, int], position: int, ticks: frozenset[str] = YES | NO) -> float:
        """The share of a column's cells that say whether one option was ticked, by its name or one of `ticks`."""
        names = self.names_of(position) | ticks
        total = sum(values.values())
        good = sum(count for cell, count in values.items() if normal(cell) in names)
        return good / total if total else 1.0

    def names_of(self, position: int) -> frozenset[str]:
        """Every way in which one option may be written."""
        return frozenset(name for name, at in self.known.items() if at == position)
