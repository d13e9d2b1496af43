"""The picture of tasks and relationships, turned back into scores: every dot must be a group's two shown scores."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pulse.model.groups import Path
from pulse.protect.attack.drawing import plain
from pulse.protect.attack.prose import NUMBER
from pulse.protect.attack.tree import Node

if TYPE_CHECKING:
    from pulse.protect.attack.page import Page

_LEFT, _TOP, _SIDE = 160.0, 26.0, 360.0
_NEAR = 0.16  # a coordinate is written to a tenth of a pixel
_EVEN = 0.5  # points to either side of the diagonal
_NOW, _BEFORE = 5.0, 2.8  # radii
Place = tuple[float, float]


def unexplained(node: Node, page: Page) -> Iterator[Node]:
    """The elements of the picture that hold what no two scores of one group tell."""
    scale = _scale(node)
    if scale is None:
        yield node
        return
    low, high = scale
    places = {key: _at(place, low, high) for key, place in _places(node, page).items()}
    yield from (it for it in (node, *node.walk()) if not plain(it))
    for shape in node.walk():
        if shape.tag == "circle":
            known = _is_dot(shape, places, page.wave)
        elif shape.tag == "line":
            known = _is_ground(shape, low, high) or _is_tail(shape, places, page.wave)
        elif shape.tag == "path":
            known = shape.attributes.get("d") == _band(low, high)
        elif shape.tag == "text":
            known = _is_tick(shape, low, high) or _is_text(shape, places, page)
        else:
            known = shape.tag in ("title", "desc") and _says_nothing(shape, page)
        if not known:
            yield shape


def _scale(node: Node) -> tuple[int, int] | None:
    """The whole points at the two ends of both axes; None where these do not say the same."""
    ticks = [it for it in node.all("text") if it.text.isascii() and it.text.isdigit()]
    across = sorted(int(it.text) for it in ticks if it.attributes.get("text-anchor") == "middle")
    upwards = sorted(int(it.text) for it in ticks if it.attributes.get("text-anchor") == "end")
    if len(across) < 2 or across != upwards or across != list(range(across[0], across[-1] + 1)):
        return None
    return across[0], across[-1]


def _at(place: Place, low: int, high: int) -> Place:
    across, upwards = ((value - low) / (high - low) * _SIDE for value in place)
    return _LEFT + across, _TOP + _SIDE - upwards


def _places(node: Node, page: Page) -> dict[tuple[Path, str], Place]:
    """Group and stock-take -> its two scores, where both are shown."""
    name = node.attributes.get("id", "").removeprefix("balance-")
    survey = page.ledger.asked_in.get(page.wave)
    index = next((it for it in survey.indices if it.id == name and it.balance), None) if survey else None
    parts = [part.id for part in index.subscores] if index else []
    shown = {
        (it.group, it.wave, it.item): it.value for it in page.figures.values()
        if it.measure == "mean" and it.item in parts and not it.across and it.value is not None
    }  # fmt: skip
    return {
        (group, wave): (shown[group, wave, parts[0]], shown[group, wave, parts[1]])
        for group, wave, item in shown
        if item == parts[0] and (group, wave, parts[1]) in shown
    }


Places = dict[tuple[Path, str], Place]


def _same(x: float, y: float, place: Place) -> bool:
    return abs(x - place[0]) < _NEAR and abs(y - place[1]) < _NEAR


def _is_dot(it: Node, places: Places, now: str) -> bool:
    x, y, r = (it.number(name) for name in ("cx", "cy", "r"))
    own = [
        place for (_, wave), place in places.items() if (r == _NOW and wave == now) or (r == _BEFORE and wave != now)
    ]
    return any(_same(x, y, place) for place in own)


def _is_tail(it: Node, places: Places, now: str) -> bool:
    """From where a group was to where it is."""
    x1, y1, x2, y2 = (it.number(name) for name in ("x1", "y1", "x2", "y2"))
    return any(
        wave != now and (group, now) in places and _same(x1, y1, place) and _same(x2, y2, places[group, now])
        for (group, wave), place in places.items()
    )


def _is_ground(it: Node, low: int, high: int) -> bool:
    """The axes, a line a whole point, and the diagonal."""
    x1, y1, x2, y2 = (it.number(name) for name in ("x1", "y1", "x2", "y2"))
    ends = [_at((float(tick), float(tick)), low, high) for tick in range(low, high + 1)]
    upright = (y1, y2) == (_TOP, _TOP + _SIDE) and x1 == x2 and any(abs(x1 - x) < _NEAR for x, _ in ends)
    level = (x1, x2) == (_LEFT, _LEFT + _SIDE) and y1 == y2 and any(abs(y1 - y) < _NEAR for _, y in ends)
    return upright or level or (_same(x1, y1, ends[0]) and _same(x2, y2, ends[-1]))


def _band(low: int, high: int) -> str:
    corners = [(low, low), (low, low + _EVEN), (high - _EVEN, high), (high, high), (high, high - _EVEN),
               (low + _EVEN, low)]  # fmt: skip
    return "M" + " ".join("{:.1f} {:.1f}".format(*_at((float(x), float(y)), low, high)) for x, y in corners) + "Z"


def _is_tick(it: Node, low: int, high: int) -> bool:
    if not (it.text.isascii() and it.text.isdigit()):
        return False
    x, y = _at((float(it.text), float(it.text)), low, high)
    across = abs(it.number("x") - x) < _NEAR and it.number("y") == _TOP + _SIDE + 16
    return across or (it.number("x") == _LEFT - 8 and abs(it.number("y") - y - 4) < _NEAR)


def _is_text(it: Node, places: Places, page: Page) -> bool:
    """The name of a group beside its own dot, or words without a number outside the axes."""
    x, y = it.number("x"), it.number("y")
    inside = x > _LEFT and _TOP - 6 <= y <= _TOP + _SIDE
    if not inside:
        return not NUMBER.search(it.text)
    return any(
        wave == page.wave and group and group[-1] == it.text and abs(x - place[0]) < 9.2 and abs(y - place[1]) < 18.2
        for (group, wave), place in places.items()
    )


def _says_nothing(it: Node, page: Page) -> bool:
    return not any(page.prose.unexplained(it.text, (), (), figures=False))
