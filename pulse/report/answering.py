"""How harm is answered: for each of those who can be hurt, which share of staff meet which answer. One table, everyone.

Its shades have fixed anchors, quarters of the scale, so that a table of one year can be laid beside that of another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pulse.model.release import Release, Shown
from pulse.model.survey import Answer, Item, Party
from pulse.report import words
from pulse.report.sheet import Cell, Line, Sheet

PARTIES: dict[Party, str] = {
    "patients": "Patients and families",
    "staff": "Staff who were involved",
    "team": "The team",
    "organisation": "The organisation",
    "community": "The community",
}
ANSWERS: dict[Answer, str] = {
    "seen": "Their harm is seen",
    "asked": "They are asked what they need",
    "met": "Somebody meets the need",
    "mended": "Trust is mended",
}
_QUARTERS = ((0.25, "least"), (0.5, "less"), (0.75, "more"), (1.01, "most"))  # below which share, and the shade's name


@dataclass(frozen=True, slots=True)
class Answering:
    """The table of parties by answers, and what it comes to in a sentence each."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    findings: tuple[str, ...]


def answering(release: Release, sheet: Sheet) -> Answering | None:
    """The part of a questionnaire that asks how harm is answered; None for any other."""
    items = {(it.party, it.answer): it for it in release.asked_in[release.wave.label].answers_to_harm}
    answers = [answer for answer in ANSWERS if any((party, answer) in items for party in PARTIES)]
    if not items:
        return None
    lines = tuple(
        Line(said, tuple(_cell(release, sheet, items.get((party, answer))) for answer in answers))
        for party, said in PARTIES.items()
        if any((party, answer) in items for answer in answers)
    )
    return Answering(tuple(ANSWERS[it] for it in answers), lines, tuple(_findings(release, list(items.values()))))


def _cell(release: Release, sheet: Sheet, item: Item | None) -> Cell:
    if item is None:
        return Cell("not asked")
    found, cell = release.figure("favourable", item.id), sheet.cell("favourable", item.id)
    return replace(cell, shade=_shade(found.value)) if isinstance(found, Shown) else cell


def _shade(share: float) -> str:
    return next(name for below, name in _QUARTERS if share < below)


def _findings(release: Release, items: list[Item]) -> Iterator[str]:
    """The place furthest ahead and the one furthest behind, where their intervals lie apart."""
    shown = [(found, it) for it in items if isinstance(found := release.figure("favourable", it.id), Shown)]
    if len(shown) < 2:
        return
    shown.sort(key=lambda it: (it[0].value, it[1].id))
    (low, behind), (high, ahead) = shown[0], shown[-1]
    if low.upper is None or high.lower is None or low.upper >= high.lower:
        yield "No place stands clearly apart from the others."
        return
    yield f"Most often met: {ahead.label}, {words.per_cent(high.value)}."
    yield f"Least often met: {behind.label}, {words.per_cent(low.value)}."
