"""The small line in a row of a table: every point lies where a share of that very row puts it, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pulse.protect.attack.prose import NUMBER
from pulse.protect.attack.tree import Node

if TYPE_CHECKING:
    from pulse.protect.attack.page import Page

CLASS = "course"
_WIDE, _HIGH, _INSET = 90.0, 28.0, 4.0
_TOPS = (0.1, 0.25, 0.5, 1.0)  # where its axis may end
_NEAR = 0.06  # coordinates are written with one decimal
_POINTS = re.compile(r"[\d.]+,[\d.]+(?: [\d.]+,[\d.]+)+")
_FIXED = {
    "stroke-width": {"1.5"}, "r": {"1.5", "3"}, "width": {"90"}, "height": {"28"}, "viewbox": {"0 0 90 28"},
    "viewBox": {"0 0 90 28"},
}  # fmt: skip
_COLOURS = frozenset({"fill", "stroke", "class"})  # that classes hold no number is looked at with all others


def unexplained(node: Node, page: Page) -> Iterator[Node]:
    """The parts of a small line that no share of its row explains, by the axis that leaves the fewest of them."""
    row = page.row_of.get(id(node))
    line = page.in_row.get(id(row), []) if row else []
    shares = {it.said.value for it in line if it.said and it.said.value is not None}
    yield from min((list(_beyond(node, shares, top, page)) for top in _TOPS), key=len)


def _beyond(node: Node, shares: set[float], top: float, page: Page) -> Iterator[Node]:
    heights = [_HIGH - _INSET - share / top * (_HIGH - 2 * _INSET) for share in shares if share <= top]
    room = _WIDE - 2 * _INSET
    most = max(len(page.ledger.waves), 2)
    places = [_INSET + room * at / (count - 1) for count in range(2, most + 1) for at in range(count)]
    for it in (node, *node.walk()):
        drawn = it.tag in ("svg", "circle", "polyline") and not it.text
        if not drawn or not all(_fits(*attribute, heights, places) for attribute in it.attributes.items()):
            yield it


def _fits(name: str, value: str, heights: Sequence[float], places: Sequence[float]) -> bool:
    if name == "points":
        pairs = [pair.split(",") for pair in value.split(" ")] if _POINTS.fullmatch(value) else [["", ""]]
        return all(_near(x, places) and _near(y, heights) for x, y in pairs)
    if name in ("cx", "cy"):
        return _near(value, places if name == "cx" else heights)
    if name in _FIXED:
        return value in _FIXED[name]
    return name in _COLOURS or not NUMBER.search(value)


def _near(written: str, known: Sequence[float]) -> bool:
    return written != "" and any(abs(float(written) - it) < _NEAR for it in known)
