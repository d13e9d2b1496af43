"""Right of the wall: one side of A4 on how two bodies do business with each other, and what they will do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import hypot
from typing import Literal

from pulse.model.groups import SEPARATOR

DeedKind = Literal["meeting", "network", "resource", "post", "other"]
DEED_KINDS: tuple[DeedKind, ...] = ("meeting", "network", "resource", "post", "other")


@dataclass(frozen=True, slots=True)
class Share:
    """How many in a hundred of one body say something of the other; low and high are the 95 % interval."""

    percent: int
    low: int
    high: int
    n: int


@dataclass(frozen=True, slots=True)
class Seen:
    """One question between two bodies: what the first says of the second, and the second of the first.

    None where it is not shown, or was not asked: the question then stands alone, to be talked about.
    """

    question: str
    first: Share | None = None
    second: Share | None = None

    @property
    def apart(self) -> int | None:
        """Points between the two; None unless both are there."""
        return abs(self.first.percent - self.second.percent) if self.first and self.second else None

    @property
    def clear(self) -> bool:
        """True where the 95 % interval of the difference leaves out 0, made from the two intervals.

        Newcombe 1998, Statistics in Medicine 17:873, method 10.
        """
        if not (self.first and self.second):
            return False
        lower, higher = sorted((self.first, self.second), key=lambda it: it.percent)
        return higher.percent - lower.percent > hypot(higher.percent - higher.low, lower.high - lower.percent)


@dataclass(frozen=True, slots=True)
class Source:
    """The reported wave that the figures of a plan are taken from."""

    survey: str
    wave: str


@dataclass(frozen=True, slots=True)
class Body:
    """One of the two: its name, what it carries, what it needs of the other and offers it, and which role signs."""

    name: str
    carries: tuple[str, ...]
    needs: tuple[str, ...]
    offers: tuple[str, ...]
    signs: str


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that the two will do, which roles do it, by when, and by what it will be known."""

    kind: DeedKind
    what: str
    who: str
    by: date
    known_by: str


@dataclass(frozen=True, slots=True)
class OneSide:
    """The whole plan. `asked` says whom the figures are of and when they were asked; empty where there are none.

    source  the wave of this workspace that shows these very figures; None where they come from elsewhere
    """

    first: Body
    second: Body
    written: date
    review: date
    aim: str
    seen: tuple[Seen, ...]
    asked: str
    shared: tuple[str, ...]
    disagree: tuple[str, ...]
    deeds: tuple[Deed, ...]
    source: Source | None = None

    @property
    def names(self) -> tuple[str, str]:
        """What the two are called on the page: by their last names where they lie in the same group."""
        (*within, one), (*around, other) = (it.name.split(SEPARATOR) for it in (self.first, self.second))
        return (one, other) if within == around and one != other else (self.first.name, self.second.name)

    @property
    def within(self) -> str:
        """The group that both lie in, where they are called by their last names; else empty."""
        return "" if self.names[0] == self.first.name else self.first.name.rpartition(SEPARATOR)[0]

    @property
    def has_figures(self) -> bool:
        """True where any figure stands in it."""
        return any(it.first or it.second for it in self.seen)


@dataclass(frozen=True, slots=True)
class Excess:
    """What does not fit: where it stands in the plan's file, and by how much.

    over   signs of one text, or lines of the whole page; room: the lines there is room for
    parts  where the whole page is too long: what each part takes, in lines
    """

    key: tuple[str | int, ...]
    over: int
    room: int
    measure: Literal["signs", "lines"]
    parts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """When a plan is to be looked at again."""

    file: str
    bodies: tuple[str, str]
    review: date

    def due(self, today: date) -> bool:
        """True from that day on."""
        return self.review <= today
