"""Whose answers count."""

from __future__ import annotations

from collections.abc import Sequence

from pulse.model.survey import Item


def denominator(item: Item, answered: int, counts: Sequence[int]) -> int:
    """People whose answer counts: all who answered, less those who chose an option that stands aside.

    Nobody chose such an option together with another: answers are coded so (`collect.asides`).
    """
    return answered - sum(count for count, option in zip(counts, item.options, strict=True) if option.aside)
