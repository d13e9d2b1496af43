"""The small line in a row of a table: every point lies where a share of that very row puts it, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pulse.protect.attack.prose import NUMBER
from pulse.protect.attack.tree import Node

if TYPE_CHECKING:
    from pulse.protect.attack.page import Page

CLASS = "course"
_WIDE, _HIGH, _INSET = 90.0, 28.0, 4.0
_NEAR = 0.06  # coordinates are written with one decimal
_ACROSS, _UP = frozenset({"x1", "x2", "cx"}), frozenset({"y1", "y2", "cy"})
_FIXED = {
    "stroke-width": {"1", "1.5"}, "r": {"1.5", "3"}, "width": {"90"}, "height": {"28"}, "viewbox": {"0 0 90 28"},
    "viewBox": {"0 0 90 28"}, "xmlns": {"http://www.w3.org/2000/svg"},
}  # fmt: skip
_COLOURS = frozenset({"fill", "stroke", "class"})  # that classes hold no number is looked at with all others


def unexplained(node: Node, page: Page) -> Iterator[Node]:
    """The parts of a small line that no share of its row explains."""
    row = page.row_of.get(id(node))
    line = page.in_row.get(id(row), []) if row else []
    shares = {it.said.value for it in line if it.said and it.said.value is not None}
    heights = [_HIGH - _INSET - share * (_HIGH - 2 * _INSET) for share in shares] + [_HIGH / 2]
    room = _WIDE - 2 * _INSET
    most = max(len(page.ledger.waves), 2)
    places = [_INSET + room * at / (count - 1) for count in range(2, most + 1) for at in range(count)]
    for it in (node, *node.walk()):
        drawn = it.tag in ("svg", "line", "circle") and not it.text
        if not drawn or not all(_fits(*attribute, heights, places) for attribute in it.attributes.items()):
            yield it


def _fits(name: str, value: str, heights: list[float], places: list[float]) -> bool:
    if name in _ACROSS or name in _UP:
        known = places if name in _ACROSS else heights
        return any(abs(float(value) - it) < _NEAR for it in known)
    if name in _FIXED:
        return value in _FIXED[name]
    return name in _COLOURS or not NUMBER.search(value)
