"""What follows from all that is said of an item's options taken together: sums over options, and over parts of a group.

Each count is an unknown whole number between bounds. Options of which everybody chose one add up to the whole; where
people may choose several, everybody chose at least one. Parts of a group, and those in no shown part, add up to it.
Lines like these narrow the bounds until nothing moves (bounds consistency); the values of a band are then tried one by
one. Handbook on Statistical Disclosure Control, 2nd edition, chapter 4: the feasibility interval of a withheld cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pulse.model.groups import Group
from pulse.protect.counts import Say
from pulse.protect.lines import Bounds, Lines, Narrowed
from pulse.protect.sizes import frontiers

Said = Sequence[dict[Group, Say]]  # by option
Figure = tuple[Group, int]  # an option of a group


@dataclass(frozen=True, slots=True)
class Options:
    """How many chose each option, by group that is shown by its size; `most`: how many one person may have chosen."""

    sizes: Mapping[Group, int]
    counts: Mapping[Group, Sequence[int]]
    most: int
    band: int


def hide_what_follows(options: Options, said: Said) -> bool:
    """Hides exact counts in `said` until no count of a few, or of nearly all, has fewer values left than a band has.

    True where any was hidden.
    """
    tree = _Tree(options)
    any_hidden = False
    told = _told(tree, said, [*range(len(tree.sizes)), *(~place for place, parts in enumerate(tree.parts) if parts)])
    while victims := _victims(tree, said, told):
        for group, at in victims:
            said[at][group] = "hidden"
        any_hidden = True
        told = _told(tree, said, told)  # to hide more tells of nothing that was not told before
    return any_hidden


class _Tree:
    """The groups, and what is left of each beside its parts: one place each, with true counts by option."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.below = frontiers(options.sizes)
        self.above = {part: group for group, parts in self.below.items() for part in parts}
        self.groups = list(options.sizes)
        self.at = {group: at for at, group in enumerate(self.groups)}
        self.sizes = [options.sizes[group] for group in self.groups]
        self.counts = [list(options.counts[group]) for group in self.groups]
        self.parts = [[self.at[part] for part in self.below[group]] for group in self.groups]
        for place, parts in enumerate(self.parts[:]):
            left = self.sizes[place] - sum(self.sizes[part] for part in parts)
            if parts and left:
                counts = [self.counts[place], *(self.counts[part] for part in parts)]
                self.groups.append(self.groups[place])
                self.sizes.append(left)
                self.counts.append([whole - sum(others) for whole, *others in zip(*counts, strict=True)])
                parts.append(len(self.groups) - 1)

    def lines(self, width: int) -> Lines:
        """All sums, about the option `at` of a place as number place * width + at."""
        lines = Lines()
        for place, parts in enumerate(self.parts):
            for at in range(width) if parts else ():
                lines.add([(1, place * width + at), *((-1, part * width + at) for part in parts)], 0, 0)
        for place, n in enumerate(self.sizes):
            everything = [(1, place * width + at) for at in range(width)]
            lines.add(everything, min(n, sum(self.counts[place])), n * self.options.most)
        return lines

    def rests(self, said: Said) -> list[tuple[int, tuple[int, ...]]]:
        """Of each place the parts whose count of some option is not shown: what they gave together follows from it.

        With the options that each of them shows, that can tell what is left of another option of them together.
        """
        found: dict[tuple[int, tuple[int, ...]], None] = {}
        for place, parts in enumerate(self.parts):
            for by_group in said:
                hidden = tuple(it for it in parts if it >= len(self.at) or by_group.get(self.groups[it]) != "exact")
                if 1 < len(hidden) < len(parts):
                    found[place, hidden] = None
        return list(found)

    def bounds(self, said: Said) -> Bounds:
        """What is said of each number by itself; nothing of what is left."""
        shown = len(self.at)
        return [
            _bounds(by_group.get(group, "hidden") if place < shown else "hidden", counts[at], n, self.options.band)
            for place, (group, n, counts) in enumerate(zip(self.groups, self.sizes, self.counts, strict=True))
            for at, by_group in enumerate(said)
        ]


def _bounds(say: Say, count: int, n: int, band: int) -> tuple[int, int]:
    if say == "exact":
        return count, count
    if say == "low":
        return 0, min(band, n)
    return (max(n - band, 0), n) if say == "high" else (0, n)


def _told(tree: _Tree, said: Said, places: Iterable[int]) -> list[int]:
    """Those of the places of which a count of a few, or of nearly all, is left with fewer values than a band has.

    ~place stands for what is left of a place beside parts that show an option, as `rests` has it.
    """
    width, band = len(said), tree.options.band
    lines, bounds = tree.lines(width), tree.bounds(said)
    people = [*zip(tree.sizes, tree.counts, strict=True)]
    named = list(range(len(people)))
    for place, hidden in tree.rests(said):
        counts = [sum(each) for each in zip(*(tree.counts[it] for it in hidden), strict=True)]
        _add_rest(lines, len(people) * width, width, tree.parts[place], place, hidden)
        n = sum(tree.sizes[it] for it in hidden)
        everything = [(1, len(people) * width + at) for at in range(width)]
        lines.add(everything, min(n, sum(counts)), n * tree.options.most)
        people.append((n, counts))
        named.append(~place)
        bounds += [(0, n)] * width
    left = lines.narrow(bounds)
    wanted = set(places)
    found: dict[int, None] = {}
    for at, (n, counts) in enumerate(people):
        few = [at * width + option for option, count in enumerate(counts) if not band < count < n - band]
        if named[at] in wanted and any(_values(left, number, band) <= min(band, n) for number in few):
            found[named[at]] = None
    return list(found)


def _add_rest(lines: Lines, first: int, width: int, parts: Sequence[int], place: int, hidden: Sequence[int]) -> None:
    """What the hidden parts gave together: the sum of them, and the whole less the others."""
    others = [it for it in parts if it not in hidden]
    for at in range(width):
        lines.add([(1, first + at), *((-1, it * width + at) for it in hidden)], 0, 0)
        lines.add([(1, place * width + at), (-1, first + at), *((-1, it * width + at) for it in others)], 0, 0)


def _values(left: Narrowed, number: int, band: int) -> int:
    """How many values a number can have, as far as that matters to a band."""
    low, high = left[number]
    if high - low > 2 * band:
        return high - low + 1
    return sum(left.can_be(number, value) for value in range(low, high + 1))


def _victims(tree: _Tree, said: Said, told: Iterable[int]) -> set[Figure]:
    """The exact counts to hide next: one for each family in which something is told, of the largest such groups.

    What is told of the parts often follows from what is told of the whole.
    """
    victims: dict[Group, Figure] = {}
    for place in told:
        group = tree.groups[max(place, ~place)]
        head = group if not 0 <= place < len(tree.at) else tree.above.get(group, group)
        if head not in victims and (victim := _victim(tree, said, group, head)):
            victims[head] = victim
    highest = min((len(head.path) for head in victims), default=0)
    return {victim for head, victim in victims.items() if len(head.path) == highest}


def _victim(tree: _Tree, said: Said, group: Group, head: Group) -> Figure | None:
    """The nearest exact count: of an option that most of the family hides already, and of those the smallest."""
    family = (head, *tree.below[head])
    hidden = [sum(by_group.get(it, "hidden") == "hidden" for it in family) for by_group in said]
    near: list[list[Group]] = [[group], tree.below[head], [head], tree.below[group]]
    while head in tree.above:
        head = tree.above[head]
        near += [tree.below[head], [head]]
    for groups in near:
        exact = [(it, at) for it in groups for at in range(len(said)) if said[at].get(it) == "exact"]
        if exact:
            counts = tree.options.counts
            return min(exact, key=lambda it: (-hidden[it[1]], counts[it[0]][it[1]], it[0].path, it[1]))
    return None
