"""Groups of people: whole paths through the organisation, and how many people each holds.

A group is a path ("North / Surgery / Ward 6"); the level of its last part is its dimension ("team"). The empty path
is everyone. Answers whose group is unknown keep the path `NOT_ASSIGNED`: they count in every total that holds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

SEPARATOR = " / "
Path = tuple[str, ...]

EVERYONE: Path = ()
NOT_ASSIGNED = ""  # as a path's part: this level was not given, or not known


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """A path with the name of its last level; everyone is `Group((), "all")`."""

    path: Path
    dimension: str

    @property
    def name(self) -> str:
        """What a reader sees: the last part of the path."""
        return self.path[-1] if self.path else "All"

    @property
    def full_name(self) -> str:
        """The whole path in one string; "all" for everyone."""
        return SEPARATOR.join(self.path) if self.path else "all"

    def holds(self, other: Group) -> bool:
        """True when `other` is this group or lies inside it."""
        return other.path[: len(self.path)] == self.path


ALL = Group(EVERYONE, "all")


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many people of one staff group were in one place from a day on."""

    valid_from: date
    path: Path
    staff_group: str
    people: int
    formerly: Path = ()  # the path this one had before it was renamed


@dataclass(frozen=True)
class People:
    """people.csv: the levels' names, coarsest first, and one headcount a row."""

    levels: tuple[str, ...]
    rows: tuple[Headcount, ...] = ()

    @cached_property
    def renames(self) -> dict[Path, Path]:
        """Former path -> path, for groups that got another name, and for larger ones whose parts all moved with them.

        A directorate has no row of its own: it was renamed where every team it had lies in one and the same other now.
        Where they were scattered, or one of them stayed, the answers of those in no team stay with the former name.
        """
        own = {row.formerly: row.path for row in self.rows if row.formerly}
        homes: dict[Path, set[Path]] = {}
        for path in {*own, *self._in_use}:
            for depth in range(1, len(path)):
                homes.setdefault(path[:depth], set()).add(_followed(path, own)[:depth])
        whole = {former: now for former, (now, *others) in homes.items() if not others and former != now}
        return whole | own

    def today(self, path: Path) -> Path:
        """The path a place has now, whatever it was called when somebody answered; parts not assigned stay so."""
        known = path[: path.index(NOT_ASSIGNED)] if NOT_ASSIGNED in path else path
        return (*_followed(known, self.renames), *path[len(known) :])

    @cached_property
    def _in_use(self) -> frozenset[Path]:
        """The paths whose last rows hold people: what was closed says nothing of what the rest is called now."""
        last: dict[tuple[Path, str], Headcount] = {}
        for row in sorted(self.rows, key=lambda row: row.valid_from):
            last[row.path, row.staff_group] = row
        return frozenset(row.path for row in last.values() if row.people)

    def on(self, day: date) -> tuple[Headcount, ...]:
        """The rows in force on a day: for each place and staff group the latest that has begun, without empty ones.

        Places bear the names they have now: a row of the former name is replaced by the one that renames it.
        """
        latest: dict[tuple[Path, str], Headcount] = {}
        for row in sorted(self.rows, key=lambda row: row.valid_from):
            if row.valid_from <= day:
                latest[self.today(row.path), row.staff_group] = replace(row, path=self.today(row.path))
        return tuple(row for row in latest.values() if row.people)

    def asked(self, day: date) -> dict[Path, int]:
        """How many people each group on the chain of levels holds on a day, everyone included under the empty path."""
        counts: dict[Path, int] = {}
        for row in self.on(day):
            for depth in range(len(row.path) + 1):
                counts[row.path[:depth]] = counts.get(row.path[:depth], 0) + row.people
        return counts


def _followed(path: Path, renames: Mapping[Path, Path]) -> Path:
    """The last name of a path that was renamed, perhaps several times."""
    seen = {path}
    while path in renames and renames[path] not in seen:
        path = renames[path]
        seen.add(path)
    return path


def chain(paths: Iterable[Path], levels: tuple[str, ...]) -> tuple[Group, ...]:
    """Every group on the way to the given paths, parents before children, in order of their names.

    Parts that are not assigned make no group: such answers count in the parent only.
    """
    found = {EVERYONE}
    for path in paths:
        for depth in range(1, len(path) + 1):
            if path[depth - 1] == NOT_ASSIGNED:
                break
            found.add(path[:depth])
    return tuple(Group(path, levels[len(path) - 1] if path else "all") for path in sorted(found))
