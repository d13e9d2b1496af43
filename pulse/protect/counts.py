"""Which counts may be shown exactly, which as a band, which not at all - for one 0/1 statistic over nested groups.

A count of a few, or of nearly all, tells what single people said: it is shown as a band. What can be worked out from
exact counts must itself be a count that may be shown, and a band must stay as wide as it looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pulse.model.groups import Group
from pulse.protect.sizes import frontiers

Say = Literal["exact", "low", "high", "hidden"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A statistic in one group: how many of `n` gave the answer."""

    n: int
    count: int


def sayings(cells: Mapping[Group, Cell], least: int, band: int) -> dict[Group, Say]:
    """What may be said of a statistic in each group that is shown by its size."""
    said = {group: first_saying(cell, band) for group, cell in cells.items()}
    while victims := _next_victims(cells, said, least, band):
        for group in victims:
            said[group] = "hidden"
    return said


def first_saying(cell: Cell, band: int) -> Say:
    """What may be said of a count looked at by itself."""
    if cell.count <= band:
        return "low"
    return "high" if cell.count >= cell.n - band else "exact"


def _next_victims(cells: Mapping[Group, Cell], said: Mapping[Group, Say], least: int, band: int) -> set[Group]:
    """The groups to hide next, all on one level: beside a rest, or a band, that must not be known."""
    below = frontiers([group for group, say in said.items() if say == "exact"])
    known = frontiers([group for group, say in said.items() if say != "hidden"])
    victims: set[Group] = set()
    depth = -1
    for group in sorted(below, key=lambda group: (-len(group.path), group.path)):
        if victims and len(group.path) != depth:
            break
        left = _rest(cells[group], [cells[other] for other in below[group]])
        banded = [other for other in known[group] if said[other] != "exact"]
        if _tells(left, bool(below[group]), least, band) or _narrowed(
            [(cells[it], said[it]) for it in banded], left, band
        ):
            victims.add(min(below[group] or [group], key=lambda other: (cells[other].n, other.path)))
            depth = len(group.path)
    return victims


def _rest(whole: Cell, parts: Iterable[Cell]) -> Cell:
    parts = list(parts)
    return Cell(whole.n - sum(part.n for part in parts), whole.count - sum(part.count for part in parts))


def _tells(left: Cell, has_parts: bool, least: int, band: int) -> bool:
    """True where a rest that can be worked out is too small, or its count one that would be banded."""
    return has_parts and left.n > 0 and (left.n < least or first_saying(left, band) != "exact")


def _narrowed(banded: Sequence[tuple[Cell, Say]], left: Cell, band: int) -> bool:
    """True where the known rest of a group pins a banded group in it down to fewer values than its band has."""
    ranges = [band_range(cell, say, band) for cell, say in banded]
    free = max(left.n - sum(cell.n for cell, _ in banded), 0)
    return any(_values(ranges, at, left.count, free) < band + 1 for at in range(len(ranges)))


def band_range(cell: Cell, say: Say, band: int) -> tuple[int, int]:
    """The fewest and the most a banded count can be, as a reader sees it."""
    return (0, min(band, cell.n)) if say == "low" else (max(cell.n - band, 0), cell.n)


def _values(ranges: Sequence[tuple[int, int]], at: int, total: int, free: int) -> int:
    """How many values one banded count can have when all of them and `free` unknown answers make up a known total."""
    low, high = ranges[at]
    others_low = sum(least for least, _ in ranges) - low
    others_high = sum(most for _, most in ranges) - high + free
    return min(high, total - others_low) - max(low, total - others_high) + 1


def hide_last_unknown(said: Sequence[Say], cells: Sequence[Cell], band: int, of_all: Sequence[int]) -> list[Say]:
    """For options of which each person chose one: hides another until no band follows from the sum of all.

    The shares of all options make up the whole, so the banded ones together are known. The option hidden is the one
    that fewest chose in all groups together (of_all), so that groups hide the same one where they can: options that
    are hidden here and shown there follow from subtraction.
    """
    result = list(said)
    while any(say in ("low", "high") for say in result):
        known = sum(cell.count for cell, say in zip(cells, result, strict=True) if say == "exact")
        total = cells[0].n - known
        pairs = list(zip(cells, result, strict=True))
        ranges = [band_range(cell, say, band) for cell, say in pairs if say in ("low", "high")]
        free = cells[0].n if "hidden" in result else 0
        if all(_values(ranges, at, total, free) >= band + 1 for at in range(len(ranges))):
            break
        exact = [at for at, say in enumerate(result) if say == "exact"]
        if not exact:
            return ["hidden"] * len(result)
        result[min(exact, key=lambda at: (of_all[at], at))] = "hidden"
    if result.count("hidden") == 1 and not any(say in ("low", "high") for say in result):
        # One gap alone follows from the others.
        exact = [at for at, say in enumerate(result) if say == "exact"]
        if exact:
            result[min(exact, key=lambda at: (of_all[at], at))] = "hidden"
    return result
