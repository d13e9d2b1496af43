"""Talks that teams held about their figures: that one was held and when, and nothing of what was said in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pulse.model.groups import Group


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk of a group, on a day."""

    group: Group
    day: date


@dataclass(frozen=True, slots=True)
class Talked:
    """How many of all teams have held a talk since a day."""

    since: date
    talked: int
    teams: int
