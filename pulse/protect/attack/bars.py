"""The bars beside a scale, turned back into shares: where each answer must lie follows from the shares before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulse.model.audit import Said
from pulse.model.groups import EVERYONE
from pulse.model.survey import Item
from pulse.protect.attack.drawing import plain
from pulse.protect.attack.tree import Node

if TYPE_CHECKING:
    from pulse.protect.attack.page import Page

_WHOLE, _ZERO, _APART = 196.0, 226.0, 462.0  # pixels of 100 %; the line; where "neither" begins
_GAP, _NEAR = 1.5, 0.16
_SIDES = ("favourable", "neutral", "unfavourable")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Where one share lies, from `left` on."""

    share: float
    left: float

    @property
    def wide(self) -> float:
        return self.share * _WHOLE


def unexplained(node: Node, page: Page) -> Iterator[Node]:
    """The elements of the drawing that no share of its question explains."""
    said = _said(node, page)
    pieces = _pieces(node, page, said)
    told = set[str]().union(*map(page.known.renderings, said.values()))
    yield from (it for it in (node, *node.walk()) if not plain(it))
    for shape in node.walk():
        if shape.tag in ("title", "desc"):
            if any(page.prose.unexplained(shape.text, (), told, figures=False)):
                yield shape
        elif not (
            (shape.tag == "line" and _is_line(shape))
            or (shape.tag == "rect" and any(_is_bar(shape, it) for it in pieces))
            or (shape.tag == "text" and any(_is_figure(shape, it) for it in pieces))
        ):
            yield shape


def _item(node: Node) -> str:
    return node.attributes.get("id", "").removeprefix("spread-")


def _said(node: Node, page: Page) -> dict[tuple[str, str], Said]:
    """Measure and option -> everyone's share of the question whose bars these are, as the drawing names it."""
    figures = page.known.by_place.get((EVERYONE, _item(node)), ())
    return {
        (it.measure, it.option): it for it in figures
        if it.wave == page.wave and not it.across and it.measure in ("share", *_SIDES)
    }  # fmt: skip


def _pieces(node: Node, page: Page, said: Mapping[tuple[str, str], Said]) -> list[_Piece]:
    """Each answer outwards from its line where all are shown, or the sides."""
    survey = page.ledger.asked_in.get(page.wave)
    item = survey.by_id.get(_item(node)) if survey else None
    if item is None:
        return []
    values = {key: it.value for key, it in said.items() if it.value is not None}
    points = [values.get(("share", item.options[at - 1].id)) for at in item.counted]
    if None not in points:
        shares = dict(zip(item.counted, (it or 0.0 for it in points), strict=True))
        return _laid(*_by_side(item, shares))
    return _laid(*([values[side, ""]] if (side, "") in values else [] for side in _SIDES))


def _by_side(item: Item, shares: Mapping[int, float]) -> tuple[list[float], list[float], list[float]]:
    """Favourable and unfavourable outwards, neither from the unfavourable end on."""
    order = item.counted if item.positive == "high" else item.counted[::-1]
    good = [shares[at] for at in order if at in item.favourable]
    bad = [shares[at] for at in reversed(order) if at in item.unfavourable]
    return good, [shares[at] for at in order if at not in item.favourable | item.unfavourable], bad


def _laid(good: Sequence[float], neither: Sequence[float], bad: Sequence[float]) -> list[_Piece]:
    found = []
    for shares, start, way in ((good, _ZERO, 1), (neither, _APART, 1), (bad, _ZERO, -1)):
        at = start
        for share in shares:
            found.append(_Piece(share, at if way > 0 else at - share * _WHOLE))
            at += way * share * _WHOLE
    return found


def _is_line(it: Node) -> bool:
    x1, x2 = it.number("x1"), it.number("x2")
    return x1 == x2 and x1 in (_ZERO, _APART) and (it.number("y1"), it.number("y2")) == (0.0, 26.0)


def _is_bar(it: Node, piece: _Piece) -> bool:
    left = piece.left + (0 if piece.left < _ZERO else _GAP)
    same = abs(it.number("x") - left) < _NEAR and abs(it.number("width") - piece.wide + _GAP) < _NEAR
    return same and (it.number("y"), it.number("height")) == (3.0, 20.0)


def _is_figure(it: Node, piece: _Piece) -> bool:
    """Its share in the middle of a piece, or five pixels beyond its outer end."""
    places = (piece.left + piece.wide / 2, piece.left - 5, piece.left + piece.wide + 5)
    at = any(abs(it.number("x") - place) < _NEAR for place in places) and it.number("y") == 17.5
    return at and it.text == f"{piece.share * 100:.0f}"
