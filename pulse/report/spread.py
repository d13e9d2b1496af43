"""How the answers to one scale spread: unfavourable to the left of a line, favourable to the right, neither apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pulse.model.release import Measure, Release, Shown
from pulse.model.survey import Item
from pulse.report import svg, words

_ZERO, _APART, _WHOLE = 226.0, 462.0, 196.0  # the line, where "neither" begins, the length of 100 %
_HEIGHT, _TOP, _THICK, _GAP = 26.0, 3.0, 20.0, 1.5
_ROOM = 13.0  # a figure fits into a piece as wide as this


@dataclass(frozen=True, slots=True)
class _Piece:
    share: float
    colour: str
    strong: bool = False  # too dark for a figure inside: it stands beside its outer end


def draw(release: Release, item: Item) -> Markup | None:
    """The points as shown; the sides alone where points may not be; None where not even those may."""
    sides = _points(release, item) or _sides(release, item)
    if sides is None:
        return None
    good, neither, bad = sides
    parts = [
        *_row(bad, _ZERO, -1),
        *_row(good, _ZERO, 1),
        *_row(neither, _APART, 1),
        svg.line(_ZERO, 0, _ZERO, _HEIGHT, colour="ink"),
        svg.line(_APART, 0, _APART, _HEIGHT),
    ]
    return svg.drawing(f"spread-{item.id}", item.label, _described(release, item), _HEIGHT, parts)


def _described(release: Release, item: Item) -> str:
    """The sides as the table says them: rounded points would add up to something else."""
    named: tuple[tuple[str, Measure], ...] = (
        ("Favourable", "favourable"),
        ("neither", "neutral"),
        ("unfavourable", "unfavourable"),
    )
    figures = [(word, release.figure(measure, item.id)) for word, measure in named]
    return f"{', '.join(f'{word} {words.per_cent(it.value)}' for word, it in figures if isinstance(it, Shown))}."


_Side = list[_Piece]  # from the middle of the scale outwards


def _points(release: Release, item: Item) -> tuple[_Side, _Side, _Side] | None:
    """Every point of the scale by its side; None unless all are shown."""
    order = item.counted if item.positive == "high" else item.counted[::-1]  # the unfavourable end first
    shares: dict[int, float] = {}
    for position in order:
        found = release.figure("share", item.id, option=item.options[position - 1].id)
        if not isinstance(found, Shown):
            return None
        shares[position] = found.value
    good = [shares[position] for position in order if position in item.favourable]
    bad = [shares[position] for position in reversed(order) if position in item.unfavourable]
    middle = [shares[position] for position in order if position not in item.favourable | item.unfavourable]
    return _coloured(good, "good"), [_Piece(share, "likert3") for share in middle], _coloured(bad, "bad")


def _coloured(shares: Sequence[float], side: str) -> _Side:
    """The outermost point stands out; those further in are paler, and alike."""
    pale, strong = ("likert4", "better") if side == "good" else ("likert2", "worse")
    pieces = [_Piece(share, pale) for share in shares]
    return [*pieces[:-1], _Piece(shares[-1], strong, strong=True)]


def _sides(release: Release, item: Item) -> tuple[_Side, _Side, _Side] | None:
    good, bad = release.figure("favourable", item.id), release.figure("unfavourable", item.id)
    if not isinstance(good, Shown) or not isinstance(bad, Shown):
        return None
    neither = release.figure("neutral", item.id)
    middle = [_Piece(neither.value, "likert3")] if isinstance(neither, Shown) else []
    return [_Piece(good.value, "likert4")], middle, [_Piece(bad.value, "likert2")]


def _row(side: _Side, start: float, way: int) -> Iterator[Markup]:
    """Pieces side by side from a line outwards, each with its figure where there is room."""
    at = start
    for piece in side:
        width = piece.share * _WHOLE
        left = at if way > 0 else at - width
        if width > _GAP:
            yield svg.rect(left + (_GAP if way > 0 else 0), _TOP, width - _GAP, _THICK, piece.colour)
        said, line = f"{piece.share * 100:.0f}", _TOP + 14.5
        if piece.strong:
            yield svg.text(said, at + way * (width + 5), line, size=12, anchor="start" if way > 0 else "end")
        elif width >= _ROOM:
            yield svg.text(said, left + width / 2, line, size=12, anchor="middle")
        at += way * width
