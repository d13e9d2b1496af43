"""Groups of people: whole paths through the organisation, and how many people each holds.

A group is a path ("North / Surgery / Ward 6"); the level of its last part is its dimension ("team"). The empty path
is everyone. Answers whose group is unknown keep the path `NOT_ASSIGNED`: they count in every total that holds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal

SEPARATOR = " / "
Path = tuple[str, ...]

EVERYONE: Path = ()
NOT_ASSIGNED = ""  # as a path's part: this level was not given, or not known


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """A path with the name of its last level; everyone is `Group((), "all")`.

    Figures are looked up by their groups far more often than groups are made: the hash is kept.
    """

    path: Path
    dimension: str
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.path, self.dimension)))

    def __hash__(self) -> int:
        return self._hash

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


def together(parent: Group, dimension: str) -> Group:
    """The smaller groups of a parent as one: it stands where a group of theirs would, and is of their dimension."""
    kind = dimension.replace("_", " ")
    plural = f"{kind[:-1]}ies" if kind[-1:] == "y" and kind[-2:-1] not in (*"aeiou", "") else f"{kind}s"
    return Group((*parent.path, f"Smaller {plural} together"), dimension)


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many people of one staff group were in one place from a day on."""

    valid_from: date
    path: Path
    staff_group: str
    people: int
    formerly: Path = ()  # the path this one had before, or one that went into it, or one it was split off from


@dataclass(frozen=True, slots=True)
class Remade:
    """A group that is no longer made of the same people from a day on: merged from others, or split off from one."""

    path: Path
    day: date
    how: Literal["merged", "split"]
    formerly: tuple[Path, ...]


@dataclass(frozen=True)
class People:
    """people.csv: the levels' names, coarsest first, and one headcount a row."""

    levels: tuple[str, ...]
    rows: tuple[Headcount, ...] = ()

    @property
    def named(self) -> frozenset[Path]:
        """Every path a group has, or had before."""
        return frozenset(path for row in self.rows for path in (row.path, row.formerly) if path)

    @cached_property
    def renames(self) -> dict[Path, Path]:
        """Former path -> path, for groups that went wholly into one other, and for larger ones whose parts all did.

        What was split stays what it was: nobody's earlier answers are moved to a part that she may not belong to. A
        directorate has no row of its own: it was renamed where every team it had lies in one and the same other now.
        Where they were scattered, or one of them stayed, the answers of those in no team stay with the former name.
        """
        homes: dict[Path, set[Path]] = {}
        for path in {*self._moved, *self._in_use}:
            for depth in range(1, len(path)):
                homes.setdefault(path[:depth], set()).add(_followed(path, self._moved)[:depth])
        whole = {former: now for former, (now, *others) in homes.items() if not others and former != now}
        return whole | self._moved

    @cached_property
    def _moved(self) -> dict[Path, Path]:
        """The same for places that have rows of their own: renamed, or merged with more."""
        return {former: heirs[0] for former, heirs in self._heirs.items() if len(heirs) == 1}

    @cached_property
    def remade(self) -> tuple[Remade, ...]:
        """Where a group's line breaks: it was merged from several, or split off from one; by date, then path."""
        found: list[Remade] = []
        for path in {row.path for row in self.rows if row.formerly}:
            former = tuple(sorted({row.formerly for row in self.rows if row.path == path and row.formerly}))
            since = min(row.valid_from for row in self.rows if row.path == path and row.formerly)
            parts = tuple(it for it in former if len(self._heirs[it]) > 1)
            if parts:
                found.append(Remade(path, since, "split", parts))
            elif len(former) > 1 or self._held(path, since, before=True):
                found.append(Remade(path, since, "merged", former))
        return tuple(sorted(found, key=lambda it: (it.day, it.path)))

    @cached_property
    def _heirs(self) -> dict[Path, tuple[Path, ...]]:
        """Former path -> the paths that name it; itself among them where it still holds people afterwards."""
        found: dict[Path, tuple[Path, ...]] = {}
        for former in {row.formerly for row in self.rows if row.formerly}:
            heirs = {row.path for row in self.rows if row.formerly == former}
            since = self._since(former)
            if self._held(former, since, before=False):
                heirs.add(former)
            found[former] = tuple(sorted(heirs))
        return found

    def _since(self, former: Path) -> date:
        return min(row.valid_from for row in self.rows if row.formerly == former)

    def _held(self, path: Path, day: date, *, before: bool) -> bool:
        """True when a line of its own says that a place held people before a day, or from it on."""
        return any(
            row.people and (row.valid_from < day) == before and not (before and row.formerly)
            for row in self.rows
            if row.path == path
        )

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

        Places bear the names they have now: a row of a former name is replaced by those that rename it, and until
        then the rows of all places that were to be merged stand side by side.
        """
        latest: dict[tuple[Path, str], Headcount] = {}
        for row in sorted(self.rows, key=lambda row: row.valid_from):
            if row.valid_from <= day:
                latest[row.path, row.staff_group] = row
        for path, staff_group in [key for key in latest if key[0] in self._moved]:
            if self._replaced(path, staff_group, latest.values()):
                del latest[path, staff_group]
        return tuple(replace(row, path=self.today(row.path)) for row in latest.values() if row.people)

    def _replaced(self, path: Path, staff_group: str, rows: Iterable[Headcount]) -> bool:
        """True when its heir counts these people: the same staff group, or one of the two counts all staff together."""
        return any(
            row.path == self._moved[path]
            and row.valid_from >= self._since(path)
            and (row.staff_group == staff_group or "" in (row.staff_group, staff_group))
            for row in rows
        )

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
