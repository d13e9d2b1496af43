"""What was to be shown, and by when it was said: the plan of an evaluation, and its entry in the database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pulse.model.groups import ALL, SEPARATOR, Group, Path, People
from pulse.model.survey import Wave


@dataclass(frozen=True)
class Plan:
    """An intervention, where it was tried and where not, and the one outcome it is to be judged by."""

    title: str
    survey: str
    outcome: str  # an item's or an index's id
    start: date
    took_part: tuple[Path, ...]  # as the author wrote them: a group renamed since is looked up when it is needed
    option: str = ""  # of an item to choose from: whose share is looked at
    compare_with: tuple[Path, ...] = ()  # empty: all other groups of the same level
    what: str = ""  # what is done, in the author's words
    why: str = ""

    @cached_property
    def mark(self) -> str:
        """16 hex digits over what the result depends on; another outcome, start or unit is another plan."""
        units = [sorted(map(SEPARATOR.join, side)) for side in (self.took_part, self.compare_with)]
        said = [self.survey, self.outcome, self.option, self.start.isoformat(), *units]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:16]

    def before(self, waves: Sequence[Wave]) -> tuple[Wave, ...]:
        """The waves that were over before the start."""
        return tuple(wave for wave in waves if wave.last < self.start)

    def after(self, waves: Sequence[Wave]) -> tuple[Wave, ...]:
        """The waves that began on the day of the start or later; one that was open on that day is on neither side."""
        return tuple(wave for wave in waves if wave.first >= self.start)

    def sides(self, groups: Sequence[Group], people: People) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
        """The groups that took part and those to compare with, by the names they have now; without unknown ones."""
        took_part, named = (_known(side, groups, people) for side in (self.took_part, self.compare_with))
        return took_part, named if self.compare_with else _others(took_part, groups)


def named(path: Path, groups: Sequence[Group], people: People) -> Group | None:
    """The group of a path, also by the path it had before; None where there is none."""
    by_path = {group.path: group for group in groups if group != ALL}
    return by_path.get(path) or by_path.get(people.today(path))


def _known(paths: Sequence[Path], groups: Sequence[Group], people: People) -> tuple[Group, ...]:
    return tuple(group for path in paths if (group := named(path, groups, people)))


def _others(took_part: Sequence[Group], groups: Sequence[Group]) -> tuple[Group, ...]:
    """All other groups of the same levels that no unit lies in and that lie in no unit."""
    levels = {group.dimension for group in took_part}
    return tuple(
        group
        for group in groups
        if group.dimension in levels and not any(group.holds(unit) or unit.holds(group) for unit in took_part)
    )


@dataclass(frozen=True, slots=True)
class Entered:
    """A plan as it stands in the database: on which day it was entered first. Entries are never changed."""

    number: int
    day: date
    plan: Plan
