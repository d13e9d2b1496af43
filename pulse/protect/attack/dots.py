"""The small scales in rows of tables: every mark lies where a figure of its row, or of everyone's, puts it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from pulse.protect.attack.tree import Node

if TYPE_CHECKING:
    from pulse.protect.attack.page import Page

CLASSES = frozenset({"share", "change"})
_LEFT, _WIDE, _NEAR = 6.0, 150.0, 0.06
_PER_CENT = re.compile(r"(\d+)%")
_POINTS = re.compile(r"[+−]?\d+(?:\.\d)?(?![\d%])")
_FIXED = {
    "viewbox": {"0 0 162 16"}, "width": {"162"}, "height": {"16"}, "aria-hidden": {"true"}, "class": CLASSES,
}  # fmt: skip
_DRAWN = {
    "cy": {"8"}, "r": {"4"}, "y1": {"8", "0"}, "y2": {"8", "16"}, "y": {"3"}, "height": {"10"},
    "stroke-width": {"1", "2"},
}  # fmt: skip
_COLOURS = re.compile(r"#[0-9a-f]{6}|[fs]-[a-z]+2?")
_MARK = re.compile(
    r"M([\d.]+) (?:3\.4l4\.6 4\.6-4\.6 4\.6-4\.6-4\.6Z|4\.6l4\.4 0-4\.4 8-4\.4-8Z|4\.6h3\.4v6\.8h-6\.8v-6\.8Z)"
)


def unexplained(node: Node, page: Page) -> Iterator[Node]:
    """The parts of a small scale that no figure of its row explains."""
    row = page.row_of.get(id(node))
    said = " ".join(it.text for it in row.children if isinstance(it, Node) and it.tag == "td") if row else ""
    places = [_LEFT, _LEFT + _WIDE / 2, _LEFT + _WIDE]
    if node.attributes.get("class") == "share":
        everyone = page.everyone_of.get(id(row), "")
        places += [_LEFT + int(found) * _WIDE / 100 for found in _PER_CENT.findall(f"{said} {everyone}")]
    else:
        places += [_at(found) for found in _POINTS.findall(said)]
    if not all(value in _FIXED.get(name, ()) for name, value in node.attributes.items()):
        yield node
    yield from (it for it in node.walk() if not _lies(it, lambda x: any(abs(x - place) < _NEAR for place in places)))


def _at(points: str) -> float:
    """Where points of per cent lie, or a score's difference, which has a decimal."""
    value = float(points.replace("−", "-")) * (10 if "." in points else 1)
    return _LEFT + _WIDE / 2 + min(max(value, -20.0), 20.0) * _WIDE / 40


def _lies(it: Node, known: Callable[[float], bool]) -> bool:
    if it.text or it.tag not in ("line", "circle", "path", "rect"):
        return False
    for name, value in it.attributes.items():
        if name in ("x1", "x2", "cx", "x"):
            fits = known(it.number(name))
        elif name == "width":
            fits = known(it.number("x") + it.number("width"))
        elif name == "d":
            mark = _MARK.fullmatch(value)
            fits = bool(mark) and known(float(mark[1]) if mark else 0.0)
        else:
            fits = (
                bool(_COLOURS.fullmatch(value))
                if name in ("fill", "stroke", "class")
                else value in _DRAWN.get(name, ())
            )
        if not fits:
            return False
    return True
