"""The bar beside a verdict: met, partly and not met one after another, as wide as the shares in the same cell say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pulse.model.audit import Said
from pulse.protect.attack.drawing import plain
from pulse.protect.attack.tree import Node

if TYPE_CHECKING:
    from pulse.protect.attack.page import Page

_WHOLE, _GAP, _NEAR = 130.0, 1.5, 0.16  # pixels of 100 %, between two pieces, of rounding
_EDGE = 0.6  # half a line: the last piece is drawn as an outline


def unexplained(node: Node, page: Page) -> Iterator[Node]:
    """The elements of the bar that no share of its cell explains."""
    said = _beside(node, page)
    told = set[str]().union(*map(page.known.renderings, said))
    yield from (it for it in (node, *node.walk()) if not plain(it))
    for shape in node.walk():
        if shape.tag == "title":
            if any(page.prose.unexplained(shape.text, (), told, figures=False)):
                yield shape
        elif shape.tag != "rect" or not _is_piece(shape, said):
            yield shape


def _beside(node: Node, page: Page) -> list[Said]:
    """The shares that stand in the cell of a drawing, in their order."""
    cell = next((it for it in page.root.all("td") if any(inside is node for inside in it.walk())), None)
    found = [page.elements.get(id(it)) for it in (cell.all("data") if cell else [])]
    return [it.said for it in found if it and it.said and it.said.measure == "share"]


def _is_piece(shape: Node, said: Sequence[Said]) -> bool:
    at = 1.0
    for it in said[:3]:
        wide = (it.value or 0.0) * _WHOLE
        for edge in (0.0, _EDGE):
            same = abs(shape.number("x") - at - edge) < _NEAR
            if same and abs(shape.number("width") - (wide - _GAP - 2 * edge)) < _NEAR:
                return (shape.number("y"), shape.number("height")) in ((1.0, 12.0), (1.6, 10.8))
        at += wide
    return False
