"""What was promised, in bars: made, due, kept as owners say, met as staff say; level by level, on one scale.

They count commitments and no people. Their figures stand in the table below them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from pulse.model.loop import TARGET, Level
from pulse.model.loop_views import FollowThrough
from pulse.report import svg
from pulse.report.widths import width

LEVELS: dict[Level | None, str] = {
    None: "All levels",
    "self": "Each for themselves",
    "team": "Teams",
    "manager": "Line managers",
    "directorate": "Directorates",
    "board": "The board",
    "system": "Partners outside",
    "national": "National bodies",
}
ROWS = ("Made", "Due by now", "Owners say kept", "Staff say met")
_LEFT, _WIDE, _HIGH, _TOP, _STEP, _BAR = 140.0, 288, 150.0, 4.0, 36.0, 15.0  # as wide as the smallest phone leaves
_ROOM, _MOST = 144.0, 18.0  # pixels for the longest bar; of one commitment at most
_GAP, _EDGE, _HATCH = 1.5, 0.6, 5.0  # between pieces; half an outline; from one line of a hatch to the next


@dataclass(frozen=True, slots=True)
class Bars:
    """The four bars of one level."""

    head: str
    drawing: Markup


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a bar: how many commitments, and how it is filled ("outline" and "hatch" are not)."""

    count: int
    fill: str


def bars(figures: Sequence[FollowThrough]) -> tuple[Bars, ...]:
    """Four bars for every level that promised anything, all levels first; all on one scale."""
    unit = min(_MOST, _ROOM / max((it.made for it in figures), default=1)) if any(it.made for it in figures) else 0
    return tuple(Bars(LEVELS[it.level], _draw(it, f"promised-{at}", unit)) for at, it in enumerate(figures) if it.made)


def finding(everything: FollowThrough) -> tuple[str, ...]:
    """One sentence in parts, counts at the odd places: what is due, what of it is kept and met."""
    it = everything
    if not it.due:
        return ("Nothing that was promised is due yet.",)
    are = "commitments are" if it.due > 1 else "commitment is"
    return "", str(it.due), f" {are} due: ", str(it.kept), " kept, owners say; ", str(it.met), " met, staff say."


def _draw(it: FollowThrough, name: str, unit: float) -> Markup:
    pieces = (
        (_Piece(it.made, "nb"),),
        (_Piece(it.due, "nb"),),
        (_Piece(it.kept, "nb"), _Piece(it.due - it.kept, "outline")),
        (_Piece(it.met, "better"), _Piece(it.said_done_not_felt, "hatch"), _Piece(it.not_asked, "outline")),
    )
    numbers = (it.made, it.due, it.kept, it.met)
    notes = _notes(it)
    parts = [
        part
        for at, (head, number, row) in enumerate(zip(ROWS, numbers, pieces, strict=True))
        for part in _row(_TOP + at * _STEP, head, number, row, notes[at], unit)
    ]
    title = svg.element("title", escape(LEVELS[it.level]), id=f"{name}-title")
    said = "Bars of what was made, is due, owners say they kept and staff say was met; the table has the numbers."
    return svg.element(
        "svg", title, svg.element("desc", escape(said), id=f"{name}-desc"), *parts, *_target(it, unit),
        viewBox=f"0 0 {_WIDE} {_HIGH:.0f}", width=_WIDE, height=_HIGH, role="img",
        aria_labelledby=f"{name}-title", aria_describedby=f"{name}-desc", xmlns="http://www.w3.org/2000/svg", id=name,
        font_family='Arial, Helvetica, "Liberation Sans", sans-serif',
    )  # fmt: skip


def _notes(it: FollowThrough) -> tuple[str, str, str, str]:
    """What the length of a bar does not say: a line under each of the four."""
    waiting, late = it.made - it.due, it.due - it.kept - it.dropped
    unkept = [f"{late} not kept yet"] * (late > 0) + [f"{it.dropped} taken back"] * (it.dropped > 0)
    felt = [f"{it.said_done_not_felt} said done, not felt"] * (it.said_done_not_felt > 0)
    felt += [f"{it.not_asked} no verdict"] * (it.not_asked > 0)
    return "", f"{waiting} not due yet" if waiting else "", ", ".join(unkept), ", ".join(felt)


def _row(y: float, head: str, number: int, pieces: Sequence[_Piece], note: str, unit: float) -> Iterator[Markup]:
    yield svg.text(head, 102.0, y + 12, colour="ink2", size=12, anchor="end")
    yield svg.text(str(number), 132.0, y + 13, size=15, bold=True, anchor="end")
    x = _LEFT
    for it in pieces:
        wide = it.count * unit
        if it.count:
            yield _filled(x, y, max(wide - _GAP, 0.5), it.fill)
        x += wide
    yield svg.line(_LEFT, y - 3, _LEFT, y + _BAR + 3)
    if note:  # behind where bars begin, or further left where it is long
        colour, x = "worse" if "not felt" in note else "ink2", min(_LEFT, _WIDE - width(note, 11))
        yield svg.text(note, x, y + _BAR + 13, colour=colour, size=11)


def _filled(x: float, y: float, wide: float, fill: str) -> Markup:
    if fill not in ("outline", "hatch"):
        return svg.rect(x, y, wide, _BAR, fill)
    if fill == "hatch":
        return svg.path(_outline(x, y, wide) + _hatch(x, y, wide), stroke="worse", weight=1.2)
    return svg.path(_outline(x, y, wide), stroke="line", weight=1.2)


def _outline(x: float, y: float, wide: float) -> str:
    left, right, top, bottom = x + _EDGE, x + wide - _EDGE, y + _EDGE, y + _BAR - _EDGE
    return f"M{left:.1f} {top:.1f}L{right:.1f} {top:.1f} {right:.1f} {bottom:.1f} {left:.1f} {bottom:.1f}Z"


def _hatch(x: float, y: float, wide: float) -> str:
    """Lines at 45 degrees that end at the edges: claimed, not felt."""
    found, bottom, at = "", y + _BAR, _HATCH
    while at < wide + _BAR:
        low, high = max(0.0, at - _BAR), min(at, wide)
        ends = (f"{x + it:.1f} {bottom - (it - at + _BAR):.1f}" for it in (low, high))
        found += "M" + "L".join(ends)
        at += _HATCH
    return found


def _target(it: FollowThrough, unit: float) -> Iterator[Markup]:
    """A dotted line where the target lies, across what is kept and across what is met."""
    for row in (2, 3) if it.due else ():
        x, y = _LEFT + TARGET * it.due * unit, _TOP + row * _STEP
        yield svg.line(x, y - 3, x, y + _BAR + 3, colour="ink", weight=1.25, dash="1 3")
