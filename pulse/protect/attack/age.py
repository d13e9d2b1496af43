"""Squares of a need's age: as many are dark as the row counts stock-takes, as far as there are squares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pulse.protect.attack.drawing import plain
from pulse.protect.attack.tree import Node

if TYPE_CHECKING:
    from pulse.protect.attack.page import Page

_MOST, _STEP = 12, 6.5
_DARK = "#475660"


def unexplained(node: Node, page: Page) -> Iterator[Node]:
    """The squares that the count in the same cell does not explain."""
    yield from (it for it in (node, *node.walk()) if not plain(it) or it.tag not in ("svg", "rect"))
    cell = next((it for it in page.root.all("td") if any(inside is node for inside in it.walk())), None)
    counts = [it.text for it in (cell.all("data") if cell else []) if it.attributes.get("class") == "loop"]
    squares = node.all("rect")
    dark = sum(it.attributes.get("fill") == _DARK for it in squares)
    if len(counts) != 1 or dark != min(int(counts[0]), _MOST, len(squares)):
        yield node
    for at, it in enumerate(squares):
        if (it.number("x"), it.number("y"), it.number("width"), it.number("height")) != (at * _STEP, 0.0, 5.0, 10.0):
            yield it
