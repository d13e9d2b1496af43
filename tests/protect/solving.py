"""What follows from published sums, by Gauss's elimination over fractions: it shares nothing with the room it tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import product

Vector = list[Fraction]


class Span:
    """All sums of given 0/1 columns with any weights."""

    def __init__(self, vectors: Iterable[Sequence[int]]) -> None:
        """vectors  which atoms each published group holds."""
        self.pivots: dict[int, Vector] = {}
        for vector in vectors:
            left = self._left([Fraction(it) for it in vector])
            at = next((place for place, it in enumerate(left) if it), None)
            if at is not None:
                self.pivots[at] = [it / left[at] for it in left]

    def holds(self, vector: Sequence[int]) -> bool:
        """Whether a set's figures follow."""
        return not any(self._left([Fraction(it) for it in vector]))

    def _left(self, vector: Vector) -> Vector:
        for at in sorted(self.pivots):
            if vector[at]:
                factor = vector[at]
                vector = [it - factor * other for it, other in zip(vector, self.pivots[at], strict=True)]
        return vector


def smallest(sizes: Sequence[int], groups: Iterable[Iterable[int]]) -> int:
    """The fewest people in a set of atoms whose figures follow from those of groups; 0 where nothing follows.

    Tries every set, so atoms must be few. groups: each by the places of its atoms.
    """
    held = [at for at, size in enumerate(sizes) if size]
    span = Span([[int(at in set(group)) for at in held] for group in groups])
    found = [
        sum(size for size, taken in zip((sizes[at] for at in held), chosen, strict=True) if taken)
        for chosen in product((0, 1), repeat=len(held))
        if any(chosen) and span.holds(chosen)
    ]
    return min(found, default=0)
