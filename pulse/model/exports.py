"""What a platform's export is, before anybody's answer is looked at: its dialect, its columns, what each one is for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pulse.model.problems import Problem

# Columns a platform adds that collect reads: the answer sheet's id, when it was begun and sent, how far it got, who
# answered (only as a keyed hash, so that one person counts once).
Role = Literal["id", "submitted", "started", "status", "progress", "person"]
State = Literal["partial", "preview", "test", "spam"]  # what a platform says of a sheet that is no full answer
Why = Literal["place", "wording", "options"]  # why a column is proposed
How = Literal["id", "exact text", "same text", "mapping", "platform"]  # why a column was taken for what it is


@dataclass(frozen=True, slots=True)
class Heading:
    """One column's place and names. `label` is what identifies it: composed where the platform uses several rows."""

    position: int  # 1-based
    label: str
    tag: str = ""  # the platform's own short name (Qualtrics export tag, LimeSurvey code), where there is one
    stem: str = ""  # the question, where the label is "question - option" or "question [row]"
    part: str = ""  # the option or row


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file is; the JSON of `pulse inspect` has these keys. `dropped` are columns that identify people."""

    file: str
    platform: str
    encoding: str
    delimiter: str
    header_rows: int
    rows: int  # records below the header, blank lines left out
    columns: tuple[Heading, ...]
    dropped: tuple[Heading, ...]
    problems: tuple[Problem, ...] = ()
    zone: str = ""  # where the file states one
    unproven: bool = False  # no real export of this platform has been seen: its shape is known from hearsay

    @property
    def repeated(self) -> tuple[tuple[int, ...], ...]:
        """The positions of columns that bear one label, for each label that stands more than once."""
        places: dict[str, list[int]] = {}
        for heading in self.columns:
            if label := " ".join(heading.label.casefold().split()):
                places.setdefault(label, []).append(heading.position)
        return tuple(tuple(found) for found in places.values() if len(found) > 1)


@dataclass(frozen=True, slots=True)
class Match:
    """A column and what it was taken for: an item (or one of its options), a dimension, a role."""

    heading: Heading
    how: How
    item: str = ""
    option: str = ""
    dimension: str = ""
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A column that may hold what was asked. A person confirms it; it is never taken by itself. It holds no answer."""

    heading: Heading
    why: Why
    score: int  # 0-100: how alike the words are
    fit: float  # the share of its cells that are answers to the item
    fits: bool  # enough of them to be taken, once confirmed
    danger: str = ""  # why it may well be another question
    ticks: tuple[tuple[Heading, str], ...] = ()  # a column an option: each with its option's id, "" where none is known

    @property
    def ready(self) -> bool:
        """True when a yes is all it needs; else the answers or options have to be said in the mapping too."""
        return self.fits and all(option for _heading, option in self.ticks)


@dataclass(frozen=True, slots=True)
class Unmatched:
    """An item or a dimension that no column surely answers, and what may answer it, best first."""

    name: str
    text: str
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """How a file's columns answer a questionnaire."""

    survey: str
    facts: FileFacts
    mapping: Path  # where what a person confirmed is kept
    matches: tuple[Match, ...]
    unmatched: tuple[Unmatched, ...]
    dimensions: tuple[str, ...] = ()  # names that are no items
    absent: tuple[str, ...] = ()  # said to be not in this export
    free: tuple[Heading, ...] = ()  # columns that answer nothing
    problems: tuple[Problem, ...] = ()  # why nothing can be collected yet
    confirmed_by: str = ""
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Picked:
    """What a person said of one item or dimension: this column, or that the export does not hold it."""

    name: str
    proposal: Proposal | None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a person confirmed of a file's columns, and who it was: a role or initials, never a name."""

    picked: tuple[Picked, ...]
    by: str = ""
