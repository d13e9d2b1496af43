"""What follows from all options of a question together, said along the levels and of staff groups beside them.

Each option by itself may be safe in both dimensions, and their sum tell: where a staff group is one team, its options
are the very ones that the team withholds so that no band of it follows. So all of it is put into one set of lines: each
count of each place and staff group, sums over options, over parts of a place, over places of a staff group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pulse.model.groups import EVERYONE, NOT_ASSIGNED, Group, Path
from pulse.protect.counts import Say
from pulse.protect.lines import Bounds, Lines

Where = tuple[Path, str]
Counts = Sequence[int]
Said = Sequence[Mapping[Group, Say]]  # by option; groups that are not in it are hidden
_People = tuple[str, Path]  # "cell", "rest", "place" or "column", and which one


@dataclass(frozen=True, slots=True)
class Answers:
    """A question's counts by place and staff group, n first; `most`: how many options one person may have chosen."""

    counts: Mapping[Where, Counts]
    most: int
    band: int


def says_too_much_together(answers: Answers, chain: Said, beside: Said) -> Group | None:
    """A staff group to withhold the question of, since beside the levels it tells of a few; None where nothing does.

    What one of the two dimensions leaves open by itself, both together must leave open.
    """
    nothing: Said = [{} for _ in chain]
    everyone: Said = [{group: say for group, say in it.items() if not group.path} for it in chain]
    net = _Net(answers, chain, beside)
    together = net.told(chain, beside)
    if together:
        together -= net.told(chain, nothing) | net.told(everyone, beside)
    if not together:
        return None
    told = {group for it in beside for group, say in it.items() if say != "hidden"}
    near = {group for group in told if any(group.path[0] in at[1][-1:] for at, _ in together if at[0] != "place")}
    return min(near or told, key=lambda group: (net.people["column", group.path], group.path))


class _Net:
    """One number for each option of a cell, a rest, a place and a column; and the sums that hold between them."""

    def __init__(self, answers: Answers, chain: Said, beside: Said) -> None:
        self.answers, self.options = answers, len(chain)
        places = {group.path for it in chain for group, say in it.items() if say != "hidden"} | {EVERYONE}
        columns = {group.path[0] for it in beside for group, say in it.items() if say != "hidden"}
        self.counts: dict[_People, list[int]] = {}
        self.parts: dict[_People, set[_People]] = defaultdict(set)
        for (place, name), counts in answers.counts.items():
            if counts[0]:
                home = _home(place, places)
                column = name if name in columns else NOT_ASSIGNED
                self._count(home, column, [home[:at] for at in range(len(home) + 1) if home[:at] in places], counts)
        self.people = {it: counts[0] for it, counts in self.counts.items()}
        self.number = {it: at * self.options for at, it in enumerate(self.counts)}
        self.lines = self._lines()

    def _count(self, home: Path, column: str, around: Sequence[Path], counts: Counts) -> None:
        """Adds a cell to the rest it lies in, to all places around it, and to its column."""
        cell: _People = "cell", (*home, column)
        rest: _People = "rest", (*home, NOT_ASSIGNED)
        of_column: _People = "column", (column,)
        every: list[_People] = [cell, rest, of_column, *(("place", place) for place in around)]
        for it in every:
            known = self.counts.setdefault(it, [0] * (self.options + 1))
            self.counts[it] = [one + other for one, other in zip(known, counts, strict=True)]
        self.parts[rest].add(cell)
        self.parts[of_column].add(cell)
        self.parts["place", home].add(rest)
        for outer, inner in pairwise(around):
            self.parts["place", outer].add(("place", inner))

    def _lines(self) -> Lines:
        lines = Lines()
        for whole, parts in self.parts.items():
            for at in range(self.options):
                inside = [(-1, self.number[it] + at) for it in parts]
                lines.add([(1, self.number[whole] + at), *inside], 0, 0)
        for it, (n, *counts) in self.counts.items():
            every = [(1, self.number[it] + at) for at in range(self.options)]
            lines.add(every, min(n, sum(counts)), n * self.answers.most)
        return lines

    def told(self, chain: Said, beside: Said) -> set[tuple[_People, int]]:
        """Counts of a few, or of nearly all, that are left with fewer values than a band has."""
        bounds = self._bounds(chain, beside)
        self.lines.tighten(bounds)
        return {
            (it, at)
            for it, (n, *counts) in self.counts.items()
            for at, count in enumerate(counts)
            if not self.answers.band < count < n - self.answers.band
            and self._values(bounds, self.number[it] + at) <= min(self.answers.band, n)
        }

    def _bounds(self, chain: Said, beside: Said) -> Bounds:
        bounds = [(0, n) for n in self.people.values() for _ in range(self.options)]
        for kind, said in (("place", chain), ("column", beside)):
            for at, by_group in enumerate(said):
                for group, say in by_group.items():
                    if (it := (kind, group.path)) in self.number and say != "hidden":
                        bounds[self.number[it] + at] = self._ends(say, self.counts[it][1 + at], self.people[it])
        return bounds

    def _ends(self, say: Say, count: int, n: int) -> tuple[int, int]:
        if say == "exact":
            return count, count
        return (0, min(self.answers.band, n)) if say == "low" else (max(n - self.answers.band, 0), n)

    def _values(self, bounds: Bounds, number: int) -> int:
        low, high = bounds[number]
        if high - low > 2 * self.answers.band:
            return high - low + 1
        return sum(self.lines.can_be(bounds, number, value) for value in range(low, high + 1))


def _home(place: Path, known: set[Path]) -> Path:
    """The smallest known place around one."""
    depth = place.index(NOT_ASSIGNED) if NOT_ASSIGNED in place else len(place)
    return next(place[:at] for at in range(depth, -1, -1) if place[:at] in known)
