"""A figure on a page: an element that says what it speaks of, as `data-of`, `data-group` and `data-wave`.

A row of a table may say for all its figures the group, the stock-take and what they are of, a head what those of its
column are of. A dash is of nothing.
What it says of itself is only believed where the ledger holds that very figure, or where it can be made from such.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pulse.model.audit import Said
from pulse.protect.attack.blocks import Around
from pulse.protect.attack.counts import SHARES, fits
from pulse.protect.attack.made import REACH
from pulse.protect.attack.prose import NUMBER
from pulse.protect.attack.row import COLUMNS, NotRowsError, Row, row
from pulse.protect.attack.spoken import is_about
from pulse.protect.attack.tree import Node

if TYPE_CHECKING:
    from pulse.protect.attack.page import Page

_PARTS = ("measure", "item", "option", "item2", "option2", "item3", "option3")
_SPOKEN = SHARES | {"response_rate"}  # said in round fractions too
_SIGNED = re.compile(r"[+−-]?\d+(?:\.\d+)?%?")
_NOT_SHOWN = "–"
_ATTRIBUTES = frozenset({"value", "data-row", "data-of", "data-group", "data-wave"})


def told_of(node: Node, around: Around) -> str:
    """What a data element is of; "" of what is not shown.

    What begins with a bar goes on from its row. A measure by itself is another one of what its row speaks of, such as a
    difference of its figures. What says nothing is of what its row speaks of, or else its column.
    """
    own, line = node.attributes.get("data-of", ""), around.row.attributes.get("data-of", "") if around.row else ""
    if own.startswith("|"):
        return f"{line}{own}"
    if not own:
        return "" if node.text == _NOT_SHOWN else line or around.of
    return f"{own}|{line.partition('|')[2]}" if line and "|" not in own else own


def read(node: Node, around: Around, wave: str) -> Row | None:
    """What a data element says of itself, as a row; None where it names no figure or holds no number.

    around: the row of a table it stands in may name group and stock-take of its figures, and what they share
    """
    parts = told_of(node, around).split("|")
    if not parts[0] or len(parts) > len(_PARTS) or not set(node.attributes) <= _ATTRIBUTES:
        return None
    of_row = around.row.attributes if around.row else {}
    own = node.attributes.get("data-group", of_row.get("data-group", ""))
    dimension, _, group = (own or "all: all").partition(": ")
    wave = node.attributes.get("data-wave", of_row.get("data-wave", wave))
    cells = dict.fromkeys(COLUMNS, "") | dict(zip(_PARTS, parts, strict=False))
    cells |= {"wave": wave, "dimension": dimension, "group": group, "shown": "true"}
    cells["value"] = node.attributes.get("value", "")
    try:
        return row(node.line, cells)
    except NotRowsError:
        return None


class Element:
    """One data element, with the words behind it, held against what is known."""

    def __init__(self, node: Node, note: str, around: Around, page: Page) -> None:
        self.node, self.page = node, page
        self.note = page.prose.without_names(note)  # a question or an answer may hold numbers
        self.of = told_of(node, around)
        self.row = read(node, around, page.wave)
        self.said: Said | None = None  # the figure of people that it shows or is made from
        self.granted: set[str] = set()  # numbers that may stand beside it

    def explained(self, beside: Sequence[Said]) -> bool:
        """Whether it says nothing but what is known. beside: the figures of the same row of a table."""
        if self.row is None:
            empty = not self.node.attributes.get("value") and not self.of
            return empty and not NUMBER.search(self.node.text) and not NUMBER.search(self.note)
        if self.row.is_figure or self.row.said(self.page.ledger.levels).key in self.page.figures:
            return self._is_figure(self.row)
        made = self._with_interval(self._since(self.row, beside))
        numbers = NUMBER.findall(self.node.text)
        if not self.page.made.agrees(made) or not all(number in self._told(made) for number in numbers):
            return False
        self.granted = {*numbers, *NUMBER.findall(self.note)}
        if made.measure.startswith("paired_"):
            self.granted.update(*map(self.page.known.renderings, self.page.made.pairs(made).values()))
        return True

    def begins(self, of: str) -> bool:
        """Whether what it speaks of begins like that, part by part."""
        own = [self.row.cells[name] for name in _PARTS] if self.row else []
        return of.split("|") == own[: of.count("|") + 1]

    # --- figures of people -------------------------------------------------------------------------------------------

    def _is_figure(self, found: Row) -> bool:
        said = self.page.figures.get(found.said(self.page.ledger.levels).key)
        if said is None or said.value != found.numbers["value"]:
            return False
        words = self.page.known.renderings(said)
        printed = all(number in words for number in NUMBER.findall(self.node.text))
        if not printed and not (said.measure in _SPOKEN and is_about(self.node.text, said.value)):
            return False
        self.said, self.granted = said, set(words)
        return self._is_interval(said, self.note)

    def _is_interval(self, said: Said, note: str) -> bool:
        """The words behind a figure hold its interval, or numbers of its own."""
        numbers = NUMBER.findall(note)
        if not is_beside(said, note, self.page):
            return False
        self.granted.update(numbers)
        return True

    # --- what is made from figures -----------------------------------------------------------------------------------

    def _since(self, found: Row, beside: Sequence[Said]) -> Row:
        """A difference with the stock-take that it is held against: the last other one whose figure is in its row."""
        key = found.said(self.page.ledger.levels)
        before = [
            it.wave for it in beside if _answers(it) == _answers(key) and it.wave != key.wave
        ]  # fmt: skip
        since = before[0 if found.measure == "drift" else -1] if before else ""  # a drift is over all of its row
        return Row(found.line, {**found.cells, "method": f"since {since}" if since else ""}, found.numbers)

    def _with_interval(self, found: Row) -> Row:
        low, high = self._ends(found)
        return Row(found.line, found.cells, {**found.numbers, "lower": low, "upper": high})

    def _ends(self, found: Row) -> tuple[float | None, float | None]:
        """The interval in the words behind it, in the unit of its value."""
        numbers = _SIGNED.findall(self.note)
        if len(numbers) != 2:
            return None, None
        points = self._is_points(found)
        low, high = (float(number.replace("−", "-").rstrip("%")) / (100 if points else 1) for number in numbers)
        return low, high

    def _is_points(self, found: Row) -> bool:
        """Whether its words are in points of per cent."""
        scores = found.measure.endswith("mean") or found.measure.startswith("effect")
        return not scores and not self.page.is_score(found)

    def _told(self, found: Row) -> set[str]:
        value = abs(found.numbers["value"] or 0.0)
        if found.measure == "signal":
            return set()
        if found.measure.startswith("paired_") and found.measure != "paired_change":
            return {f"{value:,.0f}"}
        if found.measure == "drift":
            return {f"{value:.0f}"}
        if found.measure == "reciprocity":
            return {f"{value:.2f}"}
        if self._is_points(found) and found.measure != "weight":
            return {f"{value * 100:.0f}", f"{value * 100:.0f}%", f"{value * 100:.1f}%"}
        return {f"{value:.1f}", f"{value:.2f}"}


def _answers(it: Said) -> tuple[object, ...]:
    return it.group, it.item, it.option, it.item2, it.option2, it.item3, it.option3


def is_beside(said: Said, words: str, page: Page) -> bool:
    """Whether the numbers beside a figure are its own: its n, or the two ends of its interval."""
    numbers = NUMBER.findall(words)
    known = page.known.renderings(said)
    if all(number in known for number in numbers):
        return True
    if len(numbers) != 2 or said.value is None or not said.n:
        return False
    if said.measure in REACH:
        low, high = _pair(words, said.measure)
        least, most = REACH[said.measure]
        return least <= low <= said.value <= high <= most
    ends = [float(number.rstrip("%")) / 100 for number in numbers]
    if any(not number.endswith("%") for number in numbers):
        return False
    asked = None if said.across else page.made.asked.get((said.wave, said.group))
    return fits(said.value, said.n, asked, ends[0], ends[1])


def _pair(words: str, measure: str) -> tuple[float, float]:
    low, high = (float(number.replace("−", "-").rstrip("%")) for number in _SIGNED.findall(words)[:2])
    return (low / 100, high / 100) if measure == "enps" else (low, high)
