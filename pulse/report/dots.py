"""Small scales in rows of tables: a bar, a dot or a difference, and its interval. They draw what their row says.

Scales are fixed: one that ran from the least to the most of its rows would tell of rows that are hidden. What lies
beyond an end is drawn at the end; its figure stands beside it.
"""

from __future__ import annotations

from typing import Literal

from markupsafe import Markup

from pulse.report import svg
from pulse.report.sheet import Cell

_INSET, _WIDE, _MIDDLE, _HIGH = 6.0, 150.0, 8.0, 16
_MOST = 20.0  # points of per cent to either side; of a score, a tenth of it

State = Literal["", "better", "worse", "special"]
_MARKS = {
    "better": "l4.6 4.6-4.6 4.6-4.6-4.6Z",
    "worse": "l4.4 0-4.4 8-4.4-8Z",
    "special": "h3.4v6.8h-6.8v-6.8Z",
}
_TOPS = {"better": 3.4, "worse": 4.6, "special": 4.6}


def share(cell: Cell) -> Markup | None:
    """A bar from 0 to a share, of 100%, and its interval across its end. None where the share is not shown."""
    if cell.value is None:
        return None
    parts = [svg.rect(_INSET, 3, _of_share(cell.value) - _INSET, 10, "nb")]
    if cell.ends:
        parts.append(_interval(*map(_of_share, cell.ends), colour="ink"))
    return _drawing("share", [*parts, _upright(_INSET)])


def rate(cell: Cell, everyone: Cell) -> Markup | None:
    """A dot from 0 to 100%, and an upright line where everyone's lies. None where it is not shown."""
    if cell.value is None or everyone.value is None:
        return None
    at, mean = _of_share(cell.value), _of_share(everyone.value)
    circle = svg.element("circle", cx=at, cy=_MIDDLE, r=4, fill=svg.LIGHT["teal"], class_="f-teal")
    return _drawing("share", [_upright(mean), circle])


def change(difference: float, lower: float, upper: float, *, score: bool, state: State) -> Markup:
    """A difference with its interval, from 20 points down to 20 up; shaped and coloured by what it says, if anything.

    difference, lower, upper  fractions, or points of a score
    """
    at, *ends = (_of_points(it, score) for it in (difference, lower, upper))
    circle = svg.element("circle", cx=at, cy=_MIDDLE, r=4, fill=svg.LIGHT["ink2"], class_="f-ink2")
    mark = svg.path(f"M{at:.1f} {_TOPS[state]}{_MARKS[state]}", fill=state) if state else circle
    return _drawing("change", [_upright(_INSET + _WIDE / 2), _interval(*ends, colour="nb"), mark])


def _of_share(value: float) -> float:
    """Where a share lies, to the whole per cent that the row says."""
    return _INSET + round(value * 100) * _WIDE / 100


def _of_points(value: float, score: bool) -> float:
    points = round(value, 1) * 10 if score else round(value * 100)
    return _INSET + _WIDE / 2 + min(max(points, -_MOST), _MOST) * _WIDE / (2 * _MOST)


def _upright(x: float) -> Markup:
    return svg.line(x, 0, x, _HIGH)


def _interval(low: float, high: float, *, colour: str) -> Markup:
    return svg.line(low, _MIDDLE, high, _MIDDLE, colour=colour, weight=2)


def _drawing(kind: str, parts: list[Markup]) -> Markup:
    wide = round(_WIDE + 2 * _INSET)
    return svg.element(
        "svg", *parts, viewBox=f"0 0 {wide} {_HIGH}", width=wide, height=_HIGH, aria_hidden="true", class_=kind
    )
