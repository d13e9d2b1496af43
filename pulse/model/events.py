"""What happened, and what a person decided about limits: dated events and rebases, both printed in reports.

Neither holds an answer. Both are only ever added or withdrawn with a date; none is made by the program itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pulse.model.groups import Path

Kind = Literal["programme", "reorganisation", "pressure", "other"]
KINDS: tuple[Kind, ...] = ("programme", "reorganisation", "pressure", "other")
MOST_TEXT = 120  # signs of an event's text: a line in a table
MOST_REASON = 300
MOST_WHO = 80


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event, from a questionnaire's file (`id` None) or recorded in the store."""

    survey: str
    day: date
    text: str
    kind: Kind = "other"
    where: tuple[Path, ...] = ()  # the groups it concerns; empty: everyone
    id: int | None = None
    recorded: date | None = None
    withdrawn: date | None = None


@dataclass(frozen=True, slots=True)
class Rebase:
    """A person's decision that the limits of an item or index begin anew at a wave."""

    survey: str
    item: str  # an item's or an index's id
    day: date  # the wave's first day
    reason: str
    who: str  # a role
    recorded: date
    id: int = 0
    withdrawn: date | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """What a report tells beside its figures: events oldest first, rebases by date and item; nothing withdrawn."""

    events: tuple[Event, ...] = ()
    rebases: tuple[Rebase, ...] = ()


def timeline(events: Iterable[Event], rebases: Iterable[Rebase], first: date, last: date) -> Timeline:
    """What counts in a report on a wave from `first` to `last`: nothing withdrawn, nothing later.

    An event that stands in two sources counts once.
    """
    happened = {(it.day, it.text): it for it in events if it.withdrawn is None and it.day <= last}
    decided = [it for it in rebases if it.withdrawn is None and it.day <= first]
    return Timeline(
        tuple(happened[key] for key in sorted(happened)), tuple(sorted(decided, key=lambda it: (it.day, it.item)))
    )
