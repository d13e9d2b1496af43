"""Right of the wall: what is made of needs and commitments together - suggestions, the register, the page for staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pulse.model.groups import Group
from pulse.model.loop import Level, State, Story, Verdict
from pulse.model.release import Figure
from pulse.model.survey import Horizon

Word = Literal[
    "met", "said_done_not_felt", "partly", "not_met", "late", "under_way", "not_asked", "could_not", "looked_at", "new",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A need that shown figures speak of, with the short mark by which it can be opened."""

    mark: str
    survey: str
    wave: str
    group: Group
    item: str
    option: str
    horizon: Horizon
    level: Level | None  # None: no figure tells who should meet it
    text: str
    share: float | None
    n: int | None
    why: Literal["size", "signal"]
    relapsed: int | None = None  # the need that was met once, and is there again

    @property
    def people(self) -> int:
        """About how many people; 0 where nobody knows."""
        return round((self.share or 0.0) * (self.n or 0))


@dataclass(frozen=True, slots=True)
class Parked:
    """A need of everyone whose owner is at another level than the one most of those who have it name, in one wave."""

    frame: tuple[str, str, str]  # the items it was asked by: who is hurt, what is needed, who should meet it
    option: str  # of the need
    named: Level  # most often
    owned: Level
    below: bool  # the owner stands nearer to the single person than staff look for her: can she meet it?


@dataclass(frozen=True, slots=True)
class Instance:
    """The next questionnaire as it will be asked in one wave: the survey, and what it asks after."""

    wave: str
    first: date
    last: date
    follow_ups: tuple[tuple[str, tuple[int, ...]], ...]  # item -> the commitments it asks after
    left_out: tuple[int, ...]  # commitments that are due and wait for the wave after it
    toml: str


@dataclass(frozen=True, slots=True)
class FollowThrough:
    """How commitments of one level were kept. Counts of commitments and needs, never of people."""

    level: Level | None  # None: all levels
    made: int
    due: int
    kept: int  # by the owner's word, of those due
    met: int  # by staff's word, of those due
    said_done_not_felt: int
    not_asked: int  # kept by the owner's word, with no verdict yet
    dropped: int  # taken back by the owner, of those due
    late: int
    needs: int
    declined: int
    to_answer: int  # needs answered, or old enough that they should be
    answered_in_time: int

    @property
    def in_time(self) -> float | None:
        """Share of needs answered within the time allowed, of those that should be; None where there are none."""
        return self.answered_in_time / self.to_answer if self.to_answer else None


@dataclass(frozen=True, slots=True)
class Register:
    """The needs of a workspace and what there is to say of them together."""

    stories: tuple[Story, ...]  # those that wait first, the oldest first
    median_age: float | None  # days, of those that wait
    oldest: tuple[Story, ...]  # at most five
    by_level: tuple[tuple[Level, int], ...]  # those that wait, by who should meet them; only levels with any
    by_state: tuple[tuple[State, int], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the page for staff: said -> did, or could not because -> what staff say now."""

    story: Story
    word: Word
    did: str  # what was promised; "" where nothing was
    owner: str
    because: str  # why it could not be done; "" where it was not refused
    verdict: Verdict | None
    since: tuple[tuple[str, Figure], ...]  # the linked item or index, wave by wave since before the commitment

    @property
    def labelled(self) -> bool:
        """True where somebody has said anything at all."""
        return self.word != "new"


@dataclass(frozen=True, slots=True)
class LoopPage:
    """Everything the page for staff says. It may be shown while at most a quarter of its entries have no answer."""

    survey: str
    wave: str
    entries: tuple[Told, ...]
    follow_through: FollowThrough

    @property
    def unanswered(self) -> int:
        """Entries that nobody has said anything to."""
        return sum(not it.labelled for it in self.entries)

    @property
    def may_be_shown(self) -> bool:
        """False while more than a quarter is unanswered and unlabelled."""
        return 4 * self.unanswered <= len(self.entries)
