"""What follows from all options of a question together, said along the levels and of staff groups beside them.

Each option by itself may be safe in both dimensions, and their sum tell: where a staff group is one team, its options
are the very ones that the team withholds so that no band of it follows. So all of it is put into one set of lines: each
count of each place and staff group, sums over options, over parts of a place, over places of a staff group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from pulse.model.groups import EVERYONE, NOT_ASSIGNED, Group, Path
from pulse.protect.counts import Say
from pulse.protect.lines import Bounds, Lines, Narrowed

Where = tuple[Path, str]
Counts = Sequence[int]
Said = Sequence[Mapping[Group, Say]]  # by option; groups that are not in it are hidden
_People = tuple[str, Path, str]  # "in" a place, or "left" of it beside the places inside; and of which column
_Count = tuple[_People, int]  # of an option
_ALL = "\0"  # columns together: no group is called so


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
    together = net.told(chain, beside, net.few)
    for by_itself in ((chain, nothing), (everyone, beside)):
        if together:
            together -= net.told(*by_itself, together)
    if not together:
        return None
    told = {group for it in beside for group, say in it.items() if say != "hidden"}
    near = {group for group in told if any(group.path[0] == column for (_, _, column), _ in together)}
    return min(near or told, key=lambda group: (net.people["in", EVERYONE, group.path[0]], group.path))


class _Net:
    """One number for each option of a place, of what is left of it beside the places inside, and of their columns."""

    def __init__(self, answers: Answers, chain: Said, beside: Said) -> None:
        self.answers, self.options = answers, len(chain)
        places = {group.path for it in chain for group, say in it.items() if say != "hidden"} | {EVERYONE}
        columns = {group.path[0] for it in beside for group, say in it.items() if say != "hidden"}
        self.around = {place[:at] for place in places for at in range(len(place))}  # of others there is no rest
        self.counts: dict[_People, list[int]] = {}
        self.parts: dict[_People, set[_People]] = defaultdict(set)  # by place
        self.across: dict[_People, set[_People]] = {}  # by column
        for (place, name), counts in answers.counts.items():
            if counts[0]:
                home = _home(place, places)
                around = [home[:at] for at in range(len(home) + 1) if home[:at] in places]
                self._count(around, name if name in columns else NOT_ASSIGNED, counts)
        self.people = {it: counts[0] for it, counts in self.counts.items()}
        self.number = {it: at * self.options for at, it in enumerate(self.counts)}
        self.lines = self._lines()

    def _count(self, around: Sequence[Path], column: str, counts: Counts) -> None:
        """Adds people who gave these answers to every place around them, as a whole and by their column."""
        for name in (column, _ALL):
            nest: list[_People] = [(kind, place, name) for kind, place in self._nest(around)]
            for it in nest:
                known = self.counts.setdefault(it, [0] * (self.options + 1))
                self.counts[it] = [one + other for one, other in zip(known, counts, strict=True)]
            for outer, inner in pairwise(nest):
                self.parts[outer].add(inner)
        for kind, place in self._nest(around):
            self.across.setdefault((kind, place, _ALL), set()).add((kind, place, column))

    def _nest(self, around: Sequence[Path]) -> list[tuple[str, Path]]:
        """The places around somebody, the largest first; at last the rest of the smallest, if it has places inside."""
        rest = [("left", around[-1])] if around[-1] in self.around else []
        return [*(("in", place) for place in around), *rest]

    def _lines(self) -> Lines:
        lines = Lines()
        for whole, parts in (*self.parts.items(), *self.across.items()):
            for at in range(self.options):
                inside = [(-1, self.number[it] + at) for it in sorted(parts)]
                lines.add([(1, self.number[whole] + at), *inside], 0, 0)
        for it, (n, *counts) in self.counts.items():
            every = [(1, self.number[it] + at) for at in range(self.options)]
            lines.add(every, min(n, sum(counts)), n * self.answers.most)
        return lines

    @property
    def few(self) -> set[_Count]:
        """Counts of a few, or of nearly all."""
        band = self.answers.band
        return {
            (it, at)
            for it, (n, *counts) in self.counts.items()
            for at, count in enumerate(counts)
            if not band < count < n - band
        }

    def told(self, chain: Said, beside: Said, counts: Iterable[_Count]) -> set[_Count]:
        """Those of the counts that are left with fewer values than a band has."""
        left = self.lines.narrow(self._bounds(chain, beside))
        least = self.answers.band + 1
        return {(it, at) for it, at in counts if self._values(left, it, at) < min(least, self.people[it] + 1)}

    def _bounds(self, chain: Said, beside: Said) -> Bounds:
        bounds = [(0, n) for n in self.people.values() for _ in range(self.options)]
        for said in (chain, beside):
            for at, by_group in enumerate(said):
                for group, say in by_group.items():
                    it = ("in", EVERYONE, group.path[0]) if said is beside else ("in", group.path, _ALL)
                    if it in self.number and say != "hidden":
                        bounds[self.number[it] + at] = self._ends(say, self.counts[it][1 + at], self.people[it])
        return bounds

    def _ends(self, say: Say, count: int, n: int) -> tuple[int, int]:
        if say == "exact":
            return count, count
        return (0, min(self.answers.band, n)) if say == "low" else (max(n - self.answers.band, 0), n)

    def _values(self, left: Narrowed, it: _People, at: int) -> int:
        """How many values a count can have; those of a wide range, or of one not narrowed at all, are not tried.

        The count itself is one of them, and those next to it are tried first: they move the least around it.
        """
        number, count = self.number[it] + at, self.counts[it][1 + at]
        low, high = left[number]
        if high - low > 2 * self.answers.band or (low, high) == (0, self.people[it]):
            return high - low + 1
        near = sorted(set(range(low, high + 1)) - {count}, key=lambda value: abs(value - count))
        others = (value for value in near if left.can_be(number, value))
        return 1 + len(list(islice(others, self.answers.band)))  # more need not be counted


def _home(place: Path, known: set[Path]) -> Path:
    """The smallest known place around one."""
    depth = place.index(NOT_ASSIGNED) if NOT_ASSIGNED in place else len(place)
    return next(place[:at] for at in range(depth, -1, -1) if place[:at] in known)
