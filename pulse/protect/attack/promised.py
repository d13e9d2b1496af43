"""The bars of what was promised: as long as the counts of their level's row in the table below them say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pulse.protect.attack.drawing import plain
from pulse.protect.attack.prose import NUMBER
from pulse.protect.attack.tree import Node

if TYPE_CHECKING:
    from pulse.protect.attack.page import Page

_LEFT, _GAP, _NEAR = 140.0, 1.5, 0.16  # where bars begin; between two pieces; of rounding
_TARGET = 0.8  # of those that are due
_PLACES = re.compile(r"(-?[\d.]+) (-?[\d.]+)")
_PATH = re.compile(r"(?:[MLZ]?(?:-?[\d.]+ -?[\d.]+)? ?)*")


def unexplained(node: Node, page: Page) -> Iterator[Node]:
    """The elements that no count of the level explains."""
    counts = _counts(node, page)
    made = next((it.number("width") for it in node.all("rect")), 0.0)
    if not counts or not counts[0] or made <= 0:
        yield node
        return
    unit = (made + _GAP) / counts[0]
    told = {*counts, *(one - other for one in counts for other in counts if one > other)}
    told |= {counts[1] - counts[2] - counts[6]}
    yield from (it for it in (node, *node.walk()) if not plain(it))
    ends = [_LEFT + sum(some) * unit for some in _runs(counts)]
    for shape in node.walk():
        if shape.tag in ("text", "title", "desc"):
            known = all(number in {str(it) for it in told} for number in NUMBER.findall(shape.text))
        elif shape.tag == "line":
            known = _is_line(shape, _LEFT + _TARGET * counts[1] * unit)
        else:
            known = shape.tag in ("rect", "path") and _is_piece(shape, ends)
        if not known:
            yield shape


def _counts(node: Node, page: Page) -> list[int]:
    """The row of the drawing's level: promised, due, kept, met, not felt, not asked, taken back, late, declined."""
    title = next((it.text for it in node.all("title")), "")
    for table in page.root.all("table"):
        if "counted" in table.attributes.get("class", "").split():
            for line in table.all("tr"):
                if any(it.text == title for it in line.all("th")):
                    cells = (it.text for it in line.all("td"))
                    return [int(it) for it in cells if it.isascii() and it.isdigit()]
    return []


def _runs(counts: list[int]) -> Iterator[tuple[int, ...]]:
    """What pieces that stand one after another add up to."""
    made, due, kept, met, not_felt, not_asked, *_ = counts
    for row in ((made,), (due,), (kept, due - kept), (met, not_felt, not_asked)):
        yield from (row[:end] for end in range(len(row) + 1))


def _is_piece(it: Node, ends: list[float]) -> bool:
    """From the end of one piece to the end of another, and not beyond."""
    if it.tag == "rect":
        left, right = it.number("x"), it.number("x") + it.number("width")
    else:
        d = it.attributes.get("d", "")
        xs = [float(x) for x, _ in _PLACES.findall(d)]
        if not xs or not _PATH.fullmatch(d):
            return False
        left, right = min(xs), max(xs)
    starts = any(-_NEAR <= left - end <= 0.6 + _NEAR for end in ends)
    return starts and any(_GAP - _NEAR <= end - right <= _GAP + 0.6 + _NEAR for end in ends)


def _is_line(it: Node, target: float) -> bool:
    x1, x2 = it.number("x1"), it.number("x2")
    return x1 == x2 and (x1 == _LEFT or abs(x1 - target) < _NEAR)
