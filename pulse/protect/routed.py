"""Items asked only of some: how many answered them must not tell how many gave the answer they follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from pulse.model.figures import Block, Scores
from pulse.model.groups import Group
from pulse.model.release import About, Rules, Shown
from pulse.model.survey import Condition
from pulse.protect.items import Blocks, item_figures


def blocks_by_item(scores: Scores, in_force: Mapping[str, Rules]) -> Iterator[dict[Group, Block]]:
    """The blocks of each item in each wave, emptied where their number of answers tells what may not be said before.

    "Why?" asked of the 39 of 40 who said yes says that one said no, and of 40 of 40 that nobody did. So there may be
    answers to it only where the share of those who said yes is shown exactly. A figure that is missing where every
    other group has one that is hidden would tell too.

    in_force: the rules of each wave
    """
    found: dict[tuple[str, str], dict[Group, Block]] = defaultdict(dict)
    for block in scores.blocks:
        found[block.wave.label, block.item.id][block.group] = block
    for (wave, item), blocks in found.items():
        condition = next(iter(blocks.values())).item.ask_if
        if condition is not None:
            known = _known(found.get((wave, condition.item), {}), condition, in_force[wave])
            found[wave, item] = {group: it if group in known else _emptied(it) for group, it in blocks.items()}
        yield found[wave, item]


def _known(blocks: Blocks, condition: Condition, rules: Rules) -> set[Group]:
    """The groups of which it is shown exactly how many gave the answer that a later item follows."""
    figures = dict(item_figures(blocks, rules, {})) if blocks else {}
    return {
        group
        for group, it in blocks.items()
        if isinstance(
            figures.get(About(it.wave.label, group, "share", it.item.id, it.item_version, condition.option)), Shown
        )
    }


def _emptied(block: Block) -> Block:
    return replace(block, n=0, counts=(0,) * len(block.counts))
