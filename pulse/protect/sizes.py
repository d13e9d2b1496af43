"""Which groups may be shown by their sizes alone: nobody may be left over when shown groups are subtracted.

For every shown group the rest that is left after taking out its shown sub-groups must be empty or large enough: from
exact figures of nested groups an attacker learns those rests and no other sum.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

from pulse.model.groups import Group

_TRIED = 3  # partners looked for together before all below a group are withheld


def shown_groups(sizes: Mapping[Group, int], least: int) -> set[Group]:
    """The groups that may be shown when no figure, shown or worked out, may rest on fewer than `least` people.

    sizes  nested groups -> people behind the figure. A partner is chosen by sizes only: the smallest that lifts the
    rest, else the cheapest few that do so together.
    """
    shown = {group for group, size in sizes.items() if size >= least}
    while unsafe := _first_unsafe(shown, sizes, least):
        below = frontier(unsafe, shown)
        shown -= set(_partners(unsafe, below, sizes, least, rest(unsafe, shown, sizes)))
    return shown


def frontier(group: Group, shown: Collection[Group]) -> list[Group]:
    """The largest shown groups inside a group, itself left out."""
    inside = [other for other in shown if other != group and group.holds(other)]
    return [one for one in inside if not any(other != one and other.holds(one) for other in inside)]


def rest(group: Group, shown: Collection[Group], sizes: Mapping[Group, int]) -> int:
    """The people of a group who are in none of its shown sub-groups."""
    return sizes[group] - sum(sizes[other] for other in frontier(group, shown))


def _first_unsafe(shown: set[Group], sizes: Mapping[Group, int], least: int) -> Group | None:
    """The deepest group first, so that a partner chosen low can serve above too."""
    for group in sorted(shown, key=lambda group: (-len(group.path), group.path)):
        if 0 < rest(group, shown, sizes) < least:
            return group
    return None


def _partners(
    group: Group, below: Sequence[Group], sizes: Mapping[Group, int], least: int, left: int
) -> Sequence[Group]:
    by_size = sorted(below, key=lambda other: (sizes[other], other.path))
    for count in range(1, min(_TRIED, len(by_size)) + 1):
        enough = [some for some in combinations(by_size, count) if left + sum(sizes[it] for it in some) >= least]
        if enough:
            return min(enough, key=lambda some: (sum(sizes[it] for it in some), [it.path for it in some]))
    return by_size or [group]
