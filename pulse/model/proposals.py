"""What staff propose to ask next time: reviewed words, the clusters a person puts them into, and what is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MOST_NAME = 30  # signs of a cluster's name: the guest's id is made of it


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal that a person has reviewed: its redacted words, and the cluster it was put into, if any."""

    id: str  # of the comment
    survey: str
    wave: str
    text: str
    consent: bool  # it may be quoted
    cluster: str = ""


@dataclass(frozen=True, slots=True)
class Guest:
    """The item that one wave asks because staff proposed it; the words are the lead's own."""

    survey: str
    wave: str
    cluster: str
    item: str
    text: str
    scale: str
    by: str
    day: date
    vouched: bool = False  # what the rules take for a name in its words names nobody, a person said


@dataclass(frozen=True, slots=True)
class Sorted:
    """What came of putting proposals into clusters."""

    placed: int
    left: int  # proposals in no cluster
