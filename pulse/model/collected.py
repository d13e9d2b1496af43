"""What a collect did, in counts: the part of it that a screen may show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pulse.model.exports import FileFacts, Match
from pulse.model.problems import Problem
from pulse.model.review import Listened


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of every row read. `read` is the sum of all the others."""

    read: int = 0
    stored: int = 0
    duplicate: int = 0
    partial: int = 0
    preview: int = 0
    test: int = 0
    spam: int = 0
    outside: int = 0  # outside the window of any wave that takes answers
    rejected: int = 0
    empty: int = 0

    @property
    def adds_up(self) -> bool:
        """True when no row was lost on the way."""
        return self.read == sum(int(getattr(self, name)) for name in self.__dataclass_fields__ if name != "read")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person at the keyboard decided about doubtful rows, before anything is stored."""

    on_change: Literal["keep", "replace"] = "keep"  # a sheet that was collected before has other answers now
    delete_missing: bool = False  # sheets of this form that its newest export lacks were deleted at the source
    accept_rejects: bool = False  # more rows with a fault than may pass without a word


@dataclass(frozen=True, slots=True)
class Linkable:
    """How many of a wave's answer sheets can be put beside the same person's in another wave."""

    links: int  # sheets with a link that nobody else has
    shared: int  # sheets with a link that others have too: never paired
    missing: int  # sheets without a link
    before: str = ""  # label of the wave before, where it is linked too
    met: int = 0  # people met in both


@dataclass(frozen=True, slots=True)
class Collected:
    """What one run's load of one file did: its id in the store, its counts, and how many answered each wave now."""

    id: int | None  # None for a dry run, and where the same file had been collected before
    counts: Counts
    assigned: int  # answers stored earlier without a group that this file placed
    answered: dict[str, int]  # wave label -> people in all
    again: bool = False  # the very same file was collected before
    changed: int = 0  # sheets known before that have other answers now: kept as they were
    replaced: int = 0  # ... or replaced, where that was asked for
    vanished: int = 0  # sheets of this form that this export lacks
    removed: int = 0  # ... and that were deleted, where that was asked for
    answered_twice: int = 0  # sheets left out because the same person sent a later one
    shared: int = 0  # sheets whose id more people use than one: each counts by itself
    twins: int = 0  # sheets equal to one of an earlier file, on a platform without ids: taken for the same
    stood: int = 0  # sheets that read otherwise now and were kept all the same: their wave's figures were shown
    held: int = 0  # sheets that the export lacks and that were kept all the same, for the same reason
    waiting: Mapping[str, int] = field(default_factory=dict)  # wave label -> sheets that came after it was shown
    comments: int = 0  # redacted comments stored
    reworded: int = 0  # sheets known before whose comment reads otherwise now: kept as they were
    linked: Mapping[str, Linkable] = field(default_factory=dict)  # wave label -> how many can be linked


@dataclass(frozen=True, slots=True)
class CollectNote:
    """One collect as the store remembers it."""

    id: int
    day: date
    survey: str
    platform: str
    digest: str  # sha256 of the file
    waves: dict[str, int]  # wave label -> sheets stored
    counts: Counts
    undone: date | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """A collect as its screen tells it: the file, how its columns were matched, the counts, who answered."""

    survey: str
    facts: FileFacts
    matches: tuple[Match, ...]
    collected: Collected
    comments: int
    not_assigned: dict[str, int]  # dimension -> answers whose group nobody knows
    asked: dict[str, int]  # wave label -> headcount, where there is one
    problems: tuple[Problem, ...]
    rehearsal: bool
    straight: int = 0  # sheets with one point ticked on every scale
    hasty: int = 0  # sheets filled in faster than anybody reads
    alike: int = 0  # sheets equal in all answers to one nearby
    doubtful_days: int = 0  # sheets whose day depends on which of two equal local times is meant
    own_group: int = 0  # answers by which people rated their own group: not asked, and not kept
    aside_with_others: int = 0  # answers that ticked an option standing aside together with others
    listened: Listened = field(default_factory=Listened)  # what redaction came to
    alerts: Mapping[str, int] = field(default_factory=dict)  # "first", "wide" -> new ones told to the safeguarding lead
    rejects: str = ""  # where the rows and answers set aside are listed

    @property
    def to_look_at(self) -> bool:
        """True where a person should see what it says: something was set aside, is at odds, or speaks of a risk."""
        put = self.collected
        doubtful = put.changed or put.reworded or put.vanished > put.removed or self.alerts
        return bool(self.problems or self.not_assigned or put.counts.rejected or doubtful)
