"""Owners' words beside staff's: of every commitment called kept, how far what staff say lies from that.

A drawing goes from 0 to 100 in 100 of those who had the need. The owner's word is its right end: done for all. Staff's
mark lies where so many say that something has come of it; those left say "not met", and so far the two are apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from pulse.model.groups import ALL
from pulse.model.loop import Promise, Story
from pulse.model.release import Release
from pulse.model.survey import VERDICTS
from pulse.report import svg, words
from pulse.report.promised import LEVELS
from pulse.report.sheet import Cell, Sheet

_LEFT, _WHOLE, _MIDDLE = 6.0, 130.0, 8.0
_WORDS = {"met": "Met", "partly": "Partly met", "not_met": "Not met"}


@dataclass(frozen=True, slots=True)
class Apart:
    """One commitment: what was promised by whom, the two words on one line, what staff say in figures."""

    text: str
    owner: str
    level: str
    whose: str
    kept_on: str
    wave: str
    word: str  # "Met"
    mark: str  # how the word is coloured: met, not-met, or not at all
    n: str
    cells: tuple[Cell, ...]  # not met, partly, met
    drawing: Markup | None  # None where the share who say "not met" is not shown


def words_apart(release: Release, sheet: Sheet, judged: Sequence[tuple[Story, Promise]]) -> tuple[Apart, ...]:
    """A line each, those furthest apart first."""
    ordered = sorted(judged, key=lambda it: (-(it[1].verdict.unmet if it[1].verdict else 0), it[0].need.number))
    return tuple(_line(release, sheet, *it) for it in ordered)


def _line(release: Release, sheet: Sheet, story: Story, promise: Promise) -> Apart:
    made, found = promise.commitment, promise.verdict
    if found is None or promise.done_on is None:
        raise ValueError("only what its owner calls kept, and staff have judged, can be apart")
    group = next((it for it in release.listed if it.path == story.need.group.path), story.need.group)
    cells = tuple(sheet.cell("share", found.item, option=it, group=group, wave=found.wave) for it in reversed(VERDICTS))
    return Apart(
        text=made.text,
        owner=made.owner,
        level=LEVELS[made.level],
        whose="" if group == ALL else group.name,
        kept_on=words.day(promise.done_on),
        wave=found.wave,
        word="Said done, not felt" if promise.said_done_not_felt else _WORDS.get(found.outcome or "", "Not settled"),
        mark="not-met" if promise.said_done_not_felt else (found.outcome or "").replace("_", "-"),
        n=cells[0].n_said,
        cells=cells,
        drawing=_draw(cells[0], not_felt=promise.said_done_not_felt),
    )


def _draw(not_met: Cell, *, not_felt: bool) -> Markup | None:
    if not_met.value is None:
        return None
    right = _LEFT + _WHOLE
    staff = right - not_met.value * _WHOLE
    colour = "worse" if not_felt else "nb"
    parts = (
        svg.line(_LEFT, _MIDDLE, right, _MIDDLE),
        svg.line(staff, _MIDDLE, right, _MIDDLE, colour=colour, weight=2.5),
        _owner(right),
        _staff(staff, not_felt=not_felt),
    )
    name = f"apart-{not_met.row}"
    title = svg.element("title", escape(f"Of those who had the need, {not_met.said} say: not met"), id=f"{name}-title")
    said = svg.element("desc", escape("A line from what staff say to what the owner says."), id=f"{name}-desc")
    return svg.element(
        "svg", title, said, *parts, viewBox="0 0 142 16", width=142, height=16, role="img",
        aria_labelledby=f"{name}-title", aria_describedby=f"{name}-desc", xmlns="http://www.w3.org/2000/svg", id=name,
    )  # fmt: skip


def _owner(x: float) -> Markup:
    return svg.element(
        "circle", cx=x, cy=_MIDDLE, r=4.0, fill=svg.LIGHT["paper"], stroke=svg.LIGHT["ink2"], stroke_width=1.6,
        class_="f-paper s-ink2",
    )  # fmt: skip


def _staff(x: float, *, not_felt: bool) -> Markup:
    """A dot; a triangle that points down where what is said to be done is not felt."""
    if not_felt:
        top, tip = _MIDDLE - 4, _MIDDLE + 5
        return svg.path(f"M{x - 5:.1f} {top:.1f}L{x + 5:.1f} {top:.1f} {x:.1f} {tip:.1f}Z", fill="worse")
    return svg.element("circle", cx=x, cy=_MIDDLE, r=4.2, fill=svg.LIGHT["ink2"], class_="f-ink2")
