"""Where waves are linked: who answered both times, who joined and who left, told apart. Everyone only, counts only."""

from __future__ import annotations

from dataclasses import dataclass

from pulse.model.release import About, Hidden, Release
from pulse.report import words
from pulse.report.sheet import Line, Sheet


@dataclass(frozen=True, slots=True)
class Turnover:
    """The people of a stock-take beside those of the one before."""

    before: str
    lines: tuple[Line, ...]  # cells: people
    note: str = (
        "Figures of everyone are of all who answered at the time. Those who left are no longer in them: where the "
        "unhappy leave, those who stay look happier, though nobody changed. People who cannot be told from others are "
        "in none of these numbers."
    )


def turnover(release: Release, sheet: Sheet) -> Turnover | None:
    """None where the wave is not linked with the one before."""
    linked = release.linked.get(release.wave.label)
    if linked is None:
        return None
    about = About(release.wave.label, release.groups[0], "count")
    counts = (
        (f"Answered in {linked.before} and now", "stayers", linked.stayers),
        (f"Joined: now, and not in {linked.before}", "entrants", linked.entrants),
        (f"Left: in {linked.before}, and not now", "leavers", linked.leavers),
    )
    said = [words.NOT_SHOWN if isinstance(found, Hidden) else f"{found.value:,.0f}" for _, _, found in counts]
    cells = [sheet.made(about, measure, it) for (_, measure, _), it in zip(counts, said, strict=True)]
    lines = tuple(Line(head, (cell,)) for (head, _, _), cell in zip(counts, cells, strict=True))
    return Turnover(linked.before, lines)
