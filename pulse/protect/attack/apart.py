"""An owner's word and staff's on one line: as far apart as the share in the same row who say that nothing was met."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pulse.protect.attack.drawing import plain
from pulse.protect.attack.prose import NUMBER
from pulse.protect.attack.tree import Node

if TYPE_CHECKING:
    from pulse.protect.attack.page import Page

_LEFT, _WHOLE, _MIDDLE, _NEAR = 6.0, 130.0, 8.0, 0.16  # pixels: of 0 and of 100 %, the height of the line, rounding
_PLACES = re.compile(r"(-?[\d.]+) (-?[\d.]+)")


def unexplained(node: Node, page: Page) -> Iterator[Node]:
    """The elements that the share in the row does not explain."""
    yield from (it for it in (node, *node.walk()) if not plain(it))
    right, told = _LEFT + _WHOLE, _not_met(node, page)
    if told is None:
        yield node
        return
    share, words = told
    staff = right - share * _WHOLE
    for shape in node.walk():
        if shape.tag == "line":
            ends = {shape.number("x1"), shape.number("x2")}
            known = right in ends and all(it in (right, _LEFT) or _near(it, staff) for it in ends)
            known = known and shape.number("y1") == shape.number("y2") == _MIDDLE
        elif shape.tag == "circle":
            known = shape.number("cy") == _MIDDLE and (shape.number("cx") == right or _near(shape.number("cx"), staff))
        elif shape.tag == "path":
            places = _PLACES.findall(shape.attributes.get("d", ""))
            known = len(places) == 3 and _near(sum(float(x) for x, _ in places) / 3, staff)
        else:
            known = shape.tag in ("title", "desc") and set(NUMBER.findall(shape.text)) <= {words}
        if not known:
            yield shape


def _near(one: float, other: float) -> bool:
    return abs(one - other) < _NEAR


def _not_met(node: Node, page: Page) -> tuple[float, str] | None:
    """The share of the row's figures that say "not met", and its words; None where it is not shown."""
    line = next((it for it in page.root.all("tr") if any(inside is node for inside in it.walk())), None)
    for it in line.all("data") if line else []:
        found = page.elements.get(id(it))
        if found and found.said and found.said.option == "not_met" and found.said.value is not None:
            return found.said.value, it.text
    return None
