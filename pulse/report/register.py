"""Did we do what we said: commitments and needs counted by level, and teams that have talked; no people are counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pulse.model.loop import ANSWERED_TARGET, LEAST_FOR_SHARE, Level
from pulse.model.loop_views import FollowThrough
from pulse.model.talks import Talked
from pulse.report import words

LEVELS: dict[Level, str] = {
    "self": "Each for themselves",
    "team": "Teams",
    "manager": "Line managers",
    "directorate": "Directorates",
    "board": "The board",
    "system": "Partners outside",
    "national": "National bodies",
}
TARGET = f"The target is {ANSWERED_TARGET:.0%} of needs answered in time, with a commitment or with a reason."
HEADS = (
    "Promised", "Due by now", "Owners say kept", "Staff say met", "Said done, not felt", "Not asked yet", "Late",
    "Declined with a reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """The counts of one level, in the order of `HEADS`, and how many needs were answered in time, of how many."""

    head: str
    counts: tuple[int, ...]
    in_time: int
    to_answer: int
    share: str  # "85%"; "" below 20 needs


@dataclass(frozen=True, slots=True)
class FollowedThrough:
    """The part about what was promised: one sentence, the rows, the teams that talked."""

    rows: tuple[Row, ...]
    answer_weeks: int
    talked: Talked | None
    talked_share: str
    since: str  # the day from which talks count, in words


def followed_through(
    figures: Sequence[FollowThrough], talked: Talked | None, answer_weeks: int
) -> FollowedThrough | None:
    """None where nothing was needed, promised or talked about yet."""
    if not any(it.made or it.needs for it in figures) and not (talked and talked.talked):
        return None
    share = _share(talked.talked, talked.teams) if talked else ""
    since = words.day(talked.since) if talked else ""
    return FollowedThrough(tuple(map(_row, figures)), answer_weeks, talked, share, since)


def _row(it: FollowThrough) -> Row:
    counts = (it.made, it.due, it.kept, it.met, it.said_done_not_felt, it.not_asked, it.late, it.declined)
    share = _share(it.answered_in_time, it.to_answer)
    return Row(LEVELS[it.level] if it.level else "All levels", counts, it.answered_in_time, it.to_answer, share)


def _share(part: int, whole: int) -> str:
    return words.per_cent(part / whole) if whole >= LEAST_FOR_SHARE else ""
