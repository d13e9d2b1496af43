"""The daily line: what it did, what waits for a person, and the log of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pulse.model.messages import Message
from pulse.model.problems import Problem

# What can happen. All but the collecting and refusing of files happens at most once for a wave and what it is about.
Kind = Literal[
    "opening",  # its questionnaire is about to be written: where a run was cut off here, it is written anew
    "opened",  # its questionnaire was written, on the first day or as soon as somebody ran it
    "missed",  # nobody ran it while the wave was open
    "ended",  # its last day is over; late exports are still taken
    "reported",
    "closed",
    "sent",
    "published",  # a file for a platform was written
    "collected",
    "refused",  # an export that was not taken
    "trouble",  # something else that waits for a person, noted when it was met first
]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done, or would be."""

    kind: Kind
    survey: str = ""
    wave: str = ""
    about: str = ""  # what else tells it from others: a file, a platform, a message and its list, a code
    text: str = ""  # for people

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What can happen once: the words aside."""
        return self.kind, self.survey, self.wave, self.about


@dataclass(frozen=True, slots=True)
class Ran:
    """What one run came to. `waits` needs a person; a run without steps and without these is quiet."""

    day: date
    steps: tuple[Step, ...]
    waits: tuple[Problem, ...]
    rehearsal: bool
    messages: tuple[Message, ...] = field(default=())  # of a rehearsal: what would be sent


@dataclass(frozen=True, slots=True)
class Logged:
    """One run as the log remembers it."""

    number: int
    day: date
    finished: bool  # False where it was cut off: the next one went on
    waits: int  # things that waited for a person as it ended
    steps: tuple[Step, ...]
