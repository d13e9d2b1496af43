"""The exact counts behind figures that are shown: what differences and weighted figures are made from, before rounding.

A count that is shown is known; using it unrounded gives nothing away that the page does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pulse.model.figures import Block, IndexBlock, Scores
from pulse.model.groups import Group
from pulse.model.release import About
from pulse.statistics.change import Sample


@dataclass(frozen=True, slots=True)
class Sums:
    """n answers, their sum, and the sum of their squares. Of a share the answers are 0 and 1."""

    n: int
    total: float
    squares: float

    def less(self, others: Sequence[Sums]) -> Sums:
        """What is left when parts are taken out."""
        return Sums(
            self.n - sum(it.n for it in others),
            self.total - sum(it.total for it in others),
            self.squares - sum(it.squares for it in others),
        )

    @property
    def mean(self) -> float:
        """The mean, or the share."""
        return self.total / self.n

    @property
    def sample(self) -> Sample:
        """What a comparison of means needs."""
        return Sample(self.mean, self.deviation, self.n)

    @property
    def deviation(self) -> float:
        """The standard deviation of a sample (by n - 1)."""
        spread = self.squares - self.total * self.total / self.n
        return float((max(spread, 0.0) / (self.n - 1)) ** 0.5) if self.n > 1 else 0.0


def index_sums(block: IndexBlock) -> Sums:
    """What stands behind the mean of an index: scores on 0-10."""
    total = block.mean * block.n
    return Sums(block.n, total, block.deviation**2 * (block.n - 1) + total * block.mean)


class Behind:
    """Looks up what stands behind a figure of a release."""

    def __init__(self, scores: Scores) -> None:
        self.blocks = {(it.wave.label, it.group, it.item.id): it for it in scores.blocks}
        self.indices = {(it.wave.label, it.group, it.index.id): it for it in scores.indices}

    def sums(self, about: About) -> Sums | None:
        """The answers of a share, of the favourable side, or of an index's mean; None for any other figure."""
        key = about.wave, about.group, about.item
        if about.measure == "mean" and (index := self.indices.get(key)):
            return index_sums(index)
        block = self.blocks.get(key)
        if block is None or about.measure not in ("share", "favourable"):
            return None
        count = _favourable(block) if about.measure == "favourable" else _chosen(block, about.option)
        return Sums(block.n, count, count)

    def points(self, wave: str, group: Group, item: str) -> tuple[int, ...]:
        """How many gave each point of a scale, the unfavourable end first."""
        block = self.blocks[wave, group, item]
        counts = tuple(block.counts[at - 1] for at in block.item.counted)
        return counts if block.item.positive == "high" else counts[::-1]


def _favourable(block: Block) -> int:
    return sum(block.counts[at - 1] for at in block.item.favourable)


def _chosen(block: Block, option: str) -> int:
    return next(count for count, it in zip(block.counts, block.item.options, strict=True) if it.id == option)
