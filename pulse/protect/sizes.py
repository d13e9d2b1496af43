"""Which groups may be shown by their sizes alone: nobody may be left over when shown groups are subtracted.

For every shown group the rest that is left after taking out its shown sub-groups must be empty or large enough: from
exact figures of nested groups an attacker learns those rests and no other sum.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

from pulse.model.groups import Group
from pulse.model.release import Seen

_TRIED = 3  # partners looked for together before all below a group are withheld


def shown_groups(sizes: Mapping[Group, int], least: int, seen: Seen | None = None) -> set[Group]:
    """The groups that may be shown when no figure, shown or worked out, may rest on fewer than `least` people.

    sizes  nested groups -> people behind the figure. A partner is chosen by sizes only: the smallest that lifts the
    rest, else the cheapest few that do so together. Never more groups for it, but up to half as many people again
    where they were not shown in the stock-take before either: pages stay what they were.
    seen   the groups that were shown by their sizes in the stock-take before; None if there was none
    """
    costs = {group: size * fare(seen is None or group.path in seen.levels) for group, size in sizes.items()}
    shown = {group for group, size in sizes.items() if size >= least}
    while True:
        below = frontiers(shown)
        # The deepest groups first, so that a partner chosen low can serve above too.
        for group in sorted(shown, key=lambda group: (-len(group.path), group.path)):
            left = sizes[group] - sum(sizes[other] for other in below[group])
            if 0 < left < least:
                shown -= set(_partners(group, below[group], sizes, costs, least, left))
                break
        else:
            return shown


def frontiers(groups: Collection[Group]) -> dict[Group, list[Group]]:
    """Each group -> the largest of the other groups inside it, by path."""
    by_path = {group.path: group for group in groups}
    found: dict[Group, list[Group]] = {group: [] for group in groups}
    for group in sorted(groups, key=lambda group: group.path):
        for depth in range(len(group.path) - 1, -1, -1):
            if (parent := by_path.get(group.path[:depth])) is not None:
                found[parent].append(group)
                break
    return found


def fare(was_shown: bool) -> int:
    """What withholding one of a group's people costs; a third less where the group was not shown before."""
    return 3 if was_shown else 2


def _partners(
    group: Group,
    below: Sequence[Group],
    sizes: Mapping[Group, int],
    costs: Mapping[Group, int],
    least: int,
    left: int,
) -> Sequence[Group]:
    by_size = sorted(below, key=lambda other: (sizes[other], other.path))
    for count in range(1, min(_TRIED, len(by_size)) + 1):
        enough = [some for some in combinations(by_size, count) if left + sum(sizes[it] for it in some) >= least]
        if enough:
            return min(enough, key=lambda some: (sum(costs[it] for it in some), [it.path for it in some]))
    return by_size or [group]
