"""Comments on their way to a person who reviews them; never for a report.

What staff wrote stands in `model.answers.Words` and goes to `listen` alone. From there on there is only what is in this
module: text that was redacted, and what a person decided of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pulse.model.problems import Problem

Risk = Literal[
    "", "first", "wide"
]  # somebody may be at risk: said of oneself, or by a word that often means something else
Decision = Literal["accepted", "shortened", "withheld"]
CUT_MARK = "[...]"  # stands where words were left out


@dataclass(frozen=True, slots=True)
class Redacted:
    """A comment without what names a person, as far as rules can tell."""

    text: str
    marks: tuple[str, ...] = ()  # what was replaced, in order: "name", "phone", ...
    doubtful: int = 0  # numbers that look like somebody's own and fail their check digit: left as they are
    cut: bool = False  # it was longer than is kept


@dataclass(frozen=True, slots=True)
class Remark:
    """A redacted comment on its way into the store: which sheet of the batch wrote it, in answer to what."""

    at: int
    item: str
    text: str
    risk: Risk = ""


@dataclass
class Listened:
    """What redaction came to over a file; complete once its sheets are exhausted."""

    redacted: int = 0  # comments in which something was replaced
    cut: int = 0
    doubtful: int = 0  # comments with a number that fails its check digit
    marks: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Checked:
    """One comment of a file as it would be kept; where it stands, and nothing of what was taken out."""

    line: int
    item: str
    redacted: Redacted


@dataclass(frozen=True, slots=True)
class Unreviewed:
    """A stored comment that no person has decided on yet."""

    id: str  # random
    survey: str
    wave: str
    item: str
    text: str  # redacted
    consent: bool = False  # the person ticked that it may be quoted


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A comment with a person's decision. `shown` is what may be quoted: "" where it is withheld."""

    comment: Unreviewed
    decision: Decision
    shown: str
    by: str  # initials or a role
    day: date


@dataclass(frozen=True, slots=True)
class Queue:
    """The comments of a survey's waves: those that wait, and those decided on. Held ones are only counted."""

    waiting: tuple[Unreviewed, ...]
    decided: tuple[Reviewed, ...]
    held: int = 0  # out of the queue, since they speak of somebody at risk


@dataclass(frozen=True, slots=True)
class CommentCounts:
    """How many comments of a wave stand where."""

    survey: str
    wave: str
    states: Mapping[str, int]  # unreviewed, accepted, shortened, withheld, held -> how many


@dataclass(frozen=True, slots=True)
class Alert:
    """A comment that speaks of somebody at risk, for the safeguarding lead alone."""

    id: str  # of the comment
    risk: Risk
    day: date  # when it was collected
    survey: str
    wave: str
    place: tuple[str, ...]  # a group large enough to be named, never a team; () for the whole organisation
    text: str  # redacted
    resolved: date | None = None
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ToReview:
    """One comment before the person who reviews, and what was wrong with her last answer to it."""

    comment: Unreviewed
    question: str
    number: int  # the how-manieth of those that waited
    of: int
    sentences: tuple[str, ...]
    fault: Problem | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What the person says: a decision, or where to go."""

    action: Literal["accept", "shorten", "withhold", "skip", "undo", "quit"]
    text: str = ""  # of a shortened comment: its sentences' numbers, or the words to keep with [...] between


@dataclass(frozen=True, slots=True)
class Sitting:
    """What came of one sitting at the queue."""

    decided: Mapping[str, int]  # accepted, shortened, withheld -> how many
    left: int  # comments that still wait
    held: int
