"""Items asked only of some: how many answered them must not tell how many gave a rare answer before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pulse.model.figures import Block, Scores

_FEW = 2


def without_telling_counts(scores: Scores) -> Iterator[Block]:
    """The blocks, with those emptied whose number of answers lies too near that of the item they follow.

    "Why?" asked of the 39 of 40 who said yes says that one said no. So would a figure that is missing where every other
    group has one that is hidden.
    """
    sizes = {(it.wave.label, it.group, it.item.id): it.n for it in scores.blocks}
    for block in scores.blocks:
        condition = block.item.ask_if
        if condition is not None:
            before = sizes.get((block.wave.label, block.group, condition.item), 0)
            if 0 < before - block.n <= _FEW:
                yield replace(block, n=0, counts=(0,) * len(block.counts))
                continue
        yield block
