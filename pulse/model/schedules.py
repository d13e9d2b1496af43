"""When stock-takes come round: the nouns between a schedule and those who read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pulse.model.survey import Wave


# What a day means for a wave: its first day; a later day on which it is open; over, late exports are still taken; over
# for good.
State = Literal["begins", "open", "ended", "to close"]
System = Literal["cron", "systemd", "launchd", "schtasks", "ics"]


@dataclass(frozen=True, slots=True)
class Planned:
    """A wave as the schedule plans it. Its days count for answers; the moments are what staff are told."""

    wave: Wave
    opens: datetime  # with its zone
    closes: datetime
    moved_from: date | None = None  # the day the rule gives, where that is a weekend or a bank holiday


@dataclass(frozen=True, slots=True)
class Outline:
    """One questionnaire's schedule in words, with the next dates."""

    survey: str
    title: str
    repeats: str  # "" where it has no schedule
    runs: str
    ends: str
    zone: str = ""
    ahead: tuple[Planned, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """What a day means for one wave."""

    wave: Wave
    state: State
    closing_day: date  # the first day on which it is to be closed


@dataclass(frozen=True, slots=True)
class DailyLine:
    """What is to be run every day, where, by which clock."""

    program: str
    workspace: str
    zone: str
    at: time
    begins: date
