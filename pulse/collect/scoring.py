"""A person's index scores, by one pure function."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from pulse.model.survey import Index, Item


def index_score(index: Index, items: Mapping[str, Item], answers: Mapping[str, int]) -> int | None:
    """A person's score in thousandths of a point on 0-10, rounded half to even; None where too little was answered.

    The mean over parts of the mean points (0-10, 10 favourable) of a part's answered items; every part needs at least
    the share `index.least` of its items. `answers` maps item ids to 1-based positions.
    """
    parts: list[Fraction] = []
    for part in index.parts:
        points = [items[name].points(answers[name]) for name in part if name in answers]
        known = [Fraction(point) for point in points if point is not None]
        if not known or Fraction(len(known), len(part)) < Fraction(index.least):
            return None
        parts.append(sum(known, Fraction()) / len(known))
    return round(sum(parts) / len(parts) * 1000)
