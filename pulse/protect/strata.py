"""The parts of the organisation that figures of everyone may be taken apart into: shown groups, and the rest together.

The rest is what everybody can work out by subtraction; the wall has made sure that it may be known. So nothing made
from these parts, by whatever weights, tells of anyone who is not shown already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pulse.model.groups import ALL, Group
from pulse.model.release import About, Figure, Shown
from pulse.protect.behind import Behind, Sums


def parts(
    behind: Behind, figures: Mapping[About, Figure], about: About, groups: tuple[Group, ...]
) -> dict[Group | None, Sums]:
    """A figure of everyone by the given groups where theirs is shown, and all others together under None.

    The others are left out where nobody is left.
    """
    everyone = behind.sums(about)
    if everyone is None or about.group != ALL:
        return {}
    found: dict[Group | None, Sums] = {}
    for group in groups:
        key = replace(about, group=group)
        if isinstance(figures.get(key), Shown) and (sums := behind.sums(key)) is not None:
            found[group] = sums
    rest = everyone.less(list(found.values()))
    if rest.n:
        found[None] = rest
    return found


def one_level(groups: tuple[Group, ...], level: str) -> tuple[Group, ...]:
    """The groups of a level, by name of the level."""
    return tuple(group for group in groups if group.dimension == level)
