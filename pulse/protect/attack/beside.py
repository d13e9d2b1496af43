"""What an organisation counts, beside its scores: values as the ledger has them, panels as their tables, ranks anew."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pulse.protect.attack.drawing import plain
from pulse.protect.attack.prose import NUMBER
from pulse.protect.attack.table import Table
from pulse.protect.attack.tree import Node

if TYPE_CHECKING:
    from pulse.protect.attack.page import Page

_NEAR = 0.16  # a coordinate is written to a tenth of a pixel
_LEAST = 8  # periods, before ranks may be compared
_PAIRS = re.compile(r"(-?[\d.]+) (-?[\d.]+)")
_PATH = re.compile(r"(?:[ML]-?[\d.]+ -?[\d.]+)*")
_TOLD = re.compile(r"([+−]\d\.\d\d) \(([+−]\d\.\d\d) to ([+−]\d\.\d\d)\), (\d+)")
_Z = 1.96


def explains(node: Node, page: Page) -> bool:
    """Whether a number of the organisation's own, or a comparison of ranks, is what the ledger makes it."""
    first, _, second = node.attributes.get("data-of", "").partition("|")
    if node.attributes["class"] == "together":
        return _ranks(first, second, node.text, page)
    known = page.ledger.counted.get((first, second))
    return known is not None and node.text == known.said == node.attributes.get("value")


def unexplained(node: Node, heading: str, page: Page) -> Iterator[Node]:
    """The elements of a panel that draw what its table does not hold."""
    inside = [node, *node.walk()]
    yield from (it for it in inside if not plain(it))
    table = next((it for it in page.tables if it.section == "context" and it.heading == heading), None)
    panel = _Panel(node, _values(table) if table else [])
    granted = {NUMBER.findall(it.text)[0] for it in panel.ticks if NUMBER.search(it.text)}
    granted |= {number for line in (table.lines if table else ()) for number in NUMBER.findall(line.cells[0].said)}
    for it in node.all("title", "desc", "text"):
        if any(page.prose.unexplained(it.text, [heading], granted)):
            yield it
    yield from (it for it in node.walk() if not panel.explains(it))


def _values(table: Table) -> list[float]:
    """The values of a panel's table that are told exactly, in their order."""
    found = []
    for line in table.lines:
        said = line.cells[0].said.replace(",", "")
        if re.fullmatch(r"\d+(\.\d+)?", said):
            found.append(float(said))
    return found


class _Panel:
    """A panel with its scale."""

    def __init__(self, node: Node, values: list[float]) -> None:
        texts = node.all("text")
        self.ticks = [it for it in texts if it.attributes.get("text-anchor") == "end"]
        at = [(float(it.text.replace(",", "")), it.number("y") - 4) for it in self.ticks if NUMBER.fullmatch(it.text)]
        self.at, self.values = sorted(at), values
        self.circles = sorted(node.all("circle"), key=lambda it: it.number("cx"))
        self.places = [(it.number("cx"), it.number("cy")) for it in self.circles]
        apart = all(before[0] < after[0] for before, after in itertools.pairwise(self.places))
        self.whole = apart and len(self.at) > 1 and len(self.places) == len(values) and all(
            abs(self._y(value) - y) < _NEAR for value, (_, y) in zip(values, self.places, strict=False)
        ) and all(abs(self._y(value) - y) < _NEAR for value, y in self.at)  # fmt: skip

    def _y(self, value: float) -> float:
        (low, bottom), (high, top) = self.at[0], self.at[-1]
        return bottom + (value - low) / (high - low) * (top - bottom)

    def explains(self, it: Node) -> bool:
        """Whether a shape is a point of the table, a line through such points, or the frame."""
        if it.tag in ("title", "desc", "text"):
            return True  # their words were read
        if not self.whole:
            return False
        if it.tag == "circle":
            return it.number("r") <= 3
        if it.tag == "path":
            d = it.attributes.get("d", "")
            corners = [(float(x), float(y)) for x, y in _PAIRS.findall(d)]
            return bool(_PATH.fullmatch(d)) and all(corner in self.places for corner in corners)
        return it.tag == "line" and self._frame(it)

    def _frame(self, it: Node) -> bool:
        x1, x2, y1, y2 = (it.number(name) for name in ("x1", "x2", "y1", "y2"))
        levels = [y for _, y in self.at]
        if y1 == y2:
            return any(abs(y1 - level) < _NEAR for level in levels)
        return x1 == x2 and abs(y2 - max(levels)) < _NEAR and (
            abs(y1 - min(levels)) < _NEAR or abs(y1 - (max(levels) - 5)) < _NEAR
        )  # fmt: skip


# --- ranks, worked out again -----------------------------------------------------------------------------------------


def _ranks(score: str, indicator: str, said: str, page: Page) -> bool:
    told = _TOLD.fullmatch(said)
    pairs = list(_pairs(score, indicator, page))
    if not told or len(pairs) < _LEAST or int(told[4]) != len(pairs):
        return False
    first, second = (_ranked([pair[at] for pair in pairs]) for at in (0, 1))
    r = _pearson(first, second)
    z, half = math.atanh(r), _Z * math.sqrt((1 + r * r / 2) / (len(pairs) - 3))
    made = (r, math.tanh(z - half), math.tanh(z + half))
    return all(
        abs(float(number.replace("−", "-")) - own) < 0.0051 for number, own in zip(told.groups()[:3], made, strict=True)
    )


def _pairs(score: str, indicator: str, page: Page) -> Iterator[tuple[float, float]]:
    """The last shown stock-take that began in each period, and the period's value."""
    until = max((it.last for it in page.ledger.waves if it.label == page.wave), default=None)
    for (name, _), it in page.ledger.counted.items():
        if name != indicator or it.value is None or until is None or it.period.first > until:
            continue
        inside = [wave for wave in page.ledger.waves if it.period.first <= wave.first <= it.period.last]
        inside.sort(key=lambda wave: wave.first)
        found = [page.figures.get((wave.label, "", (), "mean", score, "", "", "", "", "")) for wave in inside]
        shown = [said.value for said in found if said and said.value is not None]
        if shown:
            yield shown[-1], it.value


def _ranked(values: Sequence[float]) -> list[float]:
    order = sorted(values)
    return [order.index(value) + (order.count(value) - 1) / 2 for value in values]


def _pearson(first: Sequence[float], second: Sequence[float]) -> float:
    one, other = sum(first) / len(first), sum(second) / len(second)
    products = sum((a - one) * (b - other) for a, b in zip(first, second, strict=True))
    squares = sum((a - one) ** 2 for a in first) * sum((b - other) ** 2 for b in second)
    return products / math.sqrt(squares) if squares else math.nan
