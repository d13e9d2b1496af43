"""What a collect did, in counts: the part of it that a screen may show."""

from __future__ import annotations

from dataclasses import dataclass

from pulse.model.exports import FileFacts, Match
from pulse.model.problems import Problem


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of every row read. `read` is the sum of all the others."""

    read: int = 0
    stored: int = 0
    duplicate: int = 0
    partial: int = 0
    test: int = 0  # previews, tests, spam
    outside: int = 0  # outside the window of any wave that takes answers
    rejected: int = 0
    empty: int = 0

    @property
    def adds_up(self) -> bool:
        """True when no row was lost on the way."""
        told = self.stored + self.duplicate + self.partial + self.test + self.outside + self.rejected + self.empty
        return self.read == told


@dataclass(frozen=True, slots=True)
class Collected:
    """What one run's load of one file did: its id in the store, its counts, and how many answered each wave now."""

    id: int | None  # None for a dry run, and where the same file had been collected before
    counts: Counts
    assigned: int  # answers stored earlier without a group that this file placed
    answered: dict[str, int]  # wave label -> people in all
    again: bool = False  # the very same file was collected before


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
