"""The frame's picture, turned back into shares: bars and ribbons are as tall as voices, and lie on one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from pulse.model.audit import Said
from pulse.protect.attack.drawing import plain
from pulse.protect.attack.prose import NUMBER
from pulse.protect.attack.tree import Node

if TYPE_CHECKING:
    from pulse.protect.attack.page import Page

_HEIGHT = 230.0  # pixels that stand for all voices
_NEAR = 0.26  # two coordinates, each written to a tenth of a pixel
_RIBBON = re.compile(
    r"M(?P<x1>[\d.]+) (?P<y1>[\d.]+)C[\d.]+ [\d.]+ [\d.]+ (?P<y2>[\d.]+) (?P<x2>[\d.]+) [\d.]+"
    r"V(?P<z2>[\d.]+)C[\d.]+ [\d.]+ [\d.]+ (?P<z1>[\d.]+) [\d.]+ [\d.]+Z"
)


def unexplained(node: Node, heading: str, page: Page) -> Iterator[Node]:
    """The elements of the picture that hold what no flow of its horizon tells."""
    flows = _flows(heading, page)
    bars = {(it.value or 0) * _HEIGHT for it in [*flows, *_told_before(heading, page)] if _looked(it) == 1}
    ribbons, rests = _ribbons(flows), _rests(flows)
    bands = {max(rest * _HEIGHT, 3.0) for rest in rests}
    said = {words for it in flows for words in page.known.renderings(it)}
    said |= {f"{rest * 100:.0f}%" for rest in rests} | {"1", "2", "3"}
    said |= {number for text in _answers(flows, page) for number in NUMBER.findall(text)}
    yield from (it for it in (node, *node.walk()) if not plain(it))
    for shape in node.walk():
        if shape.tag == "rect":
            tall = shape.number("height")
            if not _is_one_of(tall, bars | bands | {1.0}):
                yield shape
        elif shape.tag == "path" and not _is_ribbon(shape, ribbons):
            yield shape
        elif shape.tag in ("title", "desc", "text"):
            page.numbers += len(NUMBER.findall(shape.text))
            if any(page.prose.unexplained(shape.text, [heading], said)):
                yield shape
        elif shape.tag not in ("circle", "path", "g"):
            yield shape


def _flows(heading: str, page: Page) -> list[Said]:
    """The flows about the need that a heading names, of everyone in the page's stock-take."""
    items = page.known.item([heading])
    figures = (said for item in items for said in page.known.by_place.get(((), item), ()))
    return [said for said in figures if said.measure == "flow" and said.item2 in items and said.wave == page.wave]


def _answers(flows: list[Said], page: Page) -> Iterator[str]:
    """The words of the answers that the flows join: a label is broken into lines, and what is too long is cut."""
    joined = {option for it in flows for option in (it.option, it.option2, it.option3)}
    yield from (text for text, ids in page.known.options.items() if joined & ids)


def _told_before(heading: str, page: Page) -> list[Said]:
    """The flows of earlier stock-takes that stand on the page themselves: outlines beside bars are as high."""
    items = page.known.item([heading])
    shown = (it.said for it in page.elements.values() if it.said)
    return [it for it in shown if it.measure == "flow" and it.item2 in items and it.wave != page.wave]


def _looked(said: Said) -> int:
    return sum(map(bool, (said.option, said.option2, said.option3)))


def _rests(flows: list[Said]) -> list[float]:
    pairs = [said for said in flows if _looked(said) == 2]
    near = sum(said.value or 0 for said in pairs if said.option)
    far = sum(said.value or 0 for said in pairs if said.option3)
    return [max(round(1 - side, 2), 0.0) for side in (near, far)]


def _ribbons(flows: list[Said]) -> set[float]:
    """How tall a ribbon may be: a whole joined answer of the three largest, or a pair without those inside it."""
    wholes = sorted((said for said in flows if _looked(said) == 3), key=lambda it: -(it.value or 0))
    least = wholes[min(2, len(wholes) - 1)].value if wholes else 0
    top = [said for said in wholes if (said.value or 0) >= (least or 0)]
    found = {(said.value or 0) * _HEIGHT for said in top}
    for pair in (said for said in flows if _looked(said) == 2):
        inside = [said.value or 0 for said in top if _holds(pair, said)][:6]
        for count in range(min(len(inside), 3) + 1):
            found |= {max((pair.value or 0) - sum(some), 0.0) * _HEIGHT for some in combinations(inside, count)}
    return found


def _holds(pair: Said, whole: Said) -> bool:
    mine, other = (pair.option, pair.option2, pair.option3), (whole.option, whole.option2, whole.option3)
    return all(not own or own == its for own, its in zip(mine, other, strict=True))


def _is_ribbon(shape: Node, allowed: set[float]) -> bool:
    found = _RIBBON.fullmatch(shape.attributes.get("d", ""))
    if not found:
        return False
    y1, y2, z1, z2 = (float(found[name]) for name in ("y1", "y2", "z1", "z2"))
    return abs((z1 - y1) - (z2 - y2)) < _NEAR and _is_one_of(z1 - y1, allowed)


def _is_one_of(tall: float, allowed: set[float]) -> bool:
    return any(abs(tall - each) < _NEAR for each in allowed)
