"""What a platform's export is, before anybody's answer is looked at: its dialect, its columns, what each one is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pulse.model.problems import Problem

Role = Literal["id", "submitted", "started", "status", "progress"]  # meta columns a platform adds, that collect reads
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


@dataclass(frozen=True, slots=True)
class Match:
    """A column and what it was taken for: an item (or one of its options), a dimension, a role."""

    heading: Heading
    how: How
    item: str = ""
    option: str = ""
    dimension: str = ""
    role: Role | None = None
