"""An audit's nouns: figures as a reader has them, the ledger as it remembers them, and what was found.

Nothing here knows more than the finished files and the ledger say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path as File

from pulse.errors import Exit
from pulse.model.context import Counted
from pulse.model.groups import SEPARATOR, Path
from pulse.model.problems import Problem
from pulse.model.survey import Survey

Key = tuple[str, str, Path, str, str, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """A figure that somebody can read: exact (`value`), or as a band from `low` to `high`. Shares are fractions."""

    wave: str
    group: Path
    measure: str
    item: str = ""
    option: str = ""
    item2: str = ""
    option2: str = ""
    item3: str = ""
    option3: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    across: str = ""  # the dimension of a group that crosses the levels; empty for a group of the chain

    @property
    def key(self) -> Key:
        """What it speaks of."""
        first = (self.wave, self.across, self.group, self.measure, self.item, self.option)
        return (*first, self.item2, self.option2, self.item3, self.option3)

    @property
    def about(self) -> str:
        """The same in words, without any number said of it."""
        names = (self.item, self.option, self.item2, self.option2, self.item3, self.option3)
        what = " ".join(name for name in (*names, self.measure) if name)
        return f"{what} of {group_name(self.group)}, {self.wave}"


@dataclass(frozen=True, slots=True)
class WaveEntry:
    """A wave's entry in the ledger: its days, and the rules its figures were shown under."""

    label: str
    first: date
    last: date
    least: int  # fewest answers a figure may rest on
    detail: int  # fewest answers for single scale points and means
    band: int  # counts of 0..band and n-band..n are shown as a band
    entry: int = 0


@dataclass(frozen=True)
class Ledger:
    """All that was ever shown of a survey, and the words by which its pages name it."""

    survey: str
    waves: tuple[WaveEntry, ...] = ()  # oldest first
    figures: tuple[Said, ...] = ()  # as each was said last
    levels: tuple[str, ...] = ()
    groups: tuple[Path, ...] = ()  # every group there is a name for, shown or not
    asked_in: Mapping[str, Survey] = field(default_factory=dict)  # wave -> the questionnaire as asked then
    texts: frozenset[str] = frozenset()  # what the program and the workspace's people wrote: constants of a page
    counted: tuple[Counted, ...] = ()  # what the organisation counts, as it was ever told, in the order put down
    published: frozenset[str] = frozenset()  # others' figures as a page prints them: numbers, and no one's here
    broken: tuple[int, ...] = ()  # entries that do not follow from the one before
    register: int = 0  # the most that a count of needs, of commitments or of teams can be
    earlier: tuple[tuple[Said, ...], ...] = ()  # a wave's figures as they stood before an entry says some otherwise


@dataclass(frozen=True, slots=True)
class Audited:
    """What an audit of one finished file came to."""

    file: File
    figures: int  # read from the file
    numbers: int  # of these and of all others on a page, how many were explained
    findings: tuple[Problem, ...] = ()
    undecided: tuple[Problem, ...] = ()

    @property
    def status(self) -> Exit:
        """0 nothing found, 1 a disclosure, 69 it could not be decided."""
        if self.findings:
            return Exit.LOOK
        return Exit.UNDECIDED if self.undecided else Exit.DONE


def group_name(path: Path) -> str:
    """A group in a message."""
    return SEPARATOR.join(path) if path else "everyone"
