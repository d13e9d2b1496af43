"""Did we do what we said: commitments and needs counted by level, teams that have talked, owners' words beside staff's.

No people are counted here but in the verdicts, which stand under the rules of every figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pulse.model.groups import Group
from pulse.model.loop import LEAST_FOR_SHARE, TARGET, Promise, Story
from pulse.model.loop_views import FollowThrough, Told
from pulse.model.survey import Wave
from pulse.model.talks import Talked
from pulse.report import promised, words
from pulse.report.waiting import Waiting, waiting

AIM = (
    f"The target is {TARGET:.0%}: of needs answered in time, with a commitment or with a reason; and of what is due, "
    "kept and met, where the dotted line stands."
)
HEADS = (
    "Promised", "Due by now", "Owners say kept", "Staff say met", "Said done, not felt", "No verdict yet", "Taken back",
    "Late", "Declined with a reason",
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
    """The part about what was promised: one sentence, bars, rows, owners' words beside staff's, teams that talked."""

    finding: tuple[str, ...]  # counts at the odd places
    bars: tuple[promised.Bars, ...]
    rows: tuple[Row, ...]
    judged: tuple[tuple[Story, Promise], ...]  # called kept by their owners, and judged by staff
    waiting: Waiting | None
    answer_weeks: int
    talked: Talked | None
    talked_share: str
    since: str  # the day from which talks count, in words

    @property
    def asked(self) -> frozenset[tuple[str, Group, str]]:
        """Stock-take, group and item of the verdicts that owners' words are held against."""
        return frozenset(
            (found.wave, story.need.group, found.item) for story, promise in self.judged if (found := promise.verdict)
        )


def followed_through(
    figures: Sequence[FollowThrough],
    talked: Talked | None,
    answer_weeks: int,
    entries: Sequence[Told],
    waves: Sequence[Wave],
    today: date,
) -> FollowedThrough | None:
    """None where nothing was needed, promised or talked about yet. entries: every need; waves: up to the report's."""
    if not any(it.made or it.needs for it in figures) and not (talked and talked.talked):
        return None
    share = _share(talked.talked, talked.teams) if talked else ""
    return FollowedThrough(
        finding=promised.finding(figures[0]),
        bars=promised.bars(figures),
        rows=tuple(map(_row, figures)),
        judged=tuple((it, promise) for it in (entry.story for entry in entries) for promise in it.promises
                     if promise.status == "kept" and promise.verdict),
        waiting=waiting(entries, waves, today),
        answer_weeks=answer_weeks,
        talked=talked,
        talked_share=share,
        since=words.day(talked.since) if talked else "",
    )  # fmt: skip


def _row(it: FollowThrough) -> Row:
    felt = (it.met, it.said_done_not_felt, it.not_asked)
    counts = (it.made, it.due, it.kept, *felt, it.dropped, it.late, it.declined)
    share = _share(it.answered_in_time, it.to_answer)
    return Row(promised.LEVELS[it.level], counts, it.answered_in_time, it.to_answer, share)


def _share(part: int, whole: int) -> str:
    return words.per_cent(part / whole) if whole >= LEAST_FOR_SHARE else ""
