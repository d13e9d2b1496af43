"""People who answered an item and have no score: what all said, less what the scored ones said, is what they said.

As far as it can be known. A score is rounded to a decimal, so n people's are known to within n / 10 together, and an
item that makes up one k-th of a score to within k times as much. From 10 on, the length of the scale, nothing is known
of a single answer; below, a few people's answers must not be what is left.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pulse.model.figures import Block, IndexBlock
from pulse.model.groups import Group
from pulse.protect.sizes import frontiers

_ENOUGH = 100  # n x k: the length of the scale by the step that a score is rounded to
IndexBlocks = Mapping[Group, IndexBlock]
Blocks = Mapping[Group, Block]


def may_tell(scores: IndexBlocks, item: Blocks, shown: Collection[Group]) -> bool:
    """True where a score that would be shown rests on few people, and on fewer than answered the item."""
    return any(_is_near(scores, item, [group]) and item[group].n > scores[group].n for group in shown)


def open_beside(
    scores: IndexBlocks, item: Blocks, shown: set[Group], pointed: Collection[Group], least: int
) -> set[Group]:
    """Those of the groups whose score leaves it open what fewer than `least` people without a score answered.

    pointed  the groups of which every point of the item is shown. By sizes only, apart from these.
    """
    while told := {group for group in shown if _tells(scores, item, shown, pointed, group, least)}:
        shown = shown - told
    return shown


def _tells(
    scores: IndexBlocks,
    item: Blocks,
    shown: Collection[Group],
    pointed: Collection[Group],
    group: Group,
    least: int,
) -> bool:
    """Whether a group, or what is left of it beside the groups inside it, holds a few of whom too much is known."""
    if group not in pointed:
        return False
    inside = [it for it in frontiers(shown)[group] if it in pointed]
    few = [
        parts
        for parts in ([], inside)
        if 0 < _unscored(scores, item, group) - sum(_unscored(scores, item, it) for it in parts) < least
    ]
    return any(_is_near(scores, item, [group, *parts]) for parts in few)


def _unscored(scores: IndexBlocks, item: Blocks, group: Group) -> int:
    return item[group].n - scores[group].n


def _is_near(scores: IndexBlocks, item: Blocks, groups: Sequence[Group]) -> bool:
    """Whether the scores of groups, each rounded by itself, tell something of a single answer to the item."""
    index, asked = scores[groups[0]].index, item[groups[0]].item
    one_in = len(index.parts) * max(len(part) for part in index.parts if asked.id in part)
    return sum(scores[it].n for it in groups) * one_in < _ENOUGH
