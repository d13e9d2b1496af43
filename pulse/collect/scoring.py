"""A person's index scores and sub-scores, by one pure function."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm, prod

from pulse.model.survey import Index, Item


class Scorer:
    """Scores an index from coded answers, in whole numbers throughout: the same on every machine, and fast."""

    def __init__(self, index: Index, items: Mapping[str, Item]) -> None:
        self.items = index.items
        points = {name: _points(items[name]) for name in index.items}
        self.unit = lcm(*(point.denominator for table in points.values() for point in table if point is not None))
        self.parts = [[_whole(points[name], self.unit) for name in part] for part in index.parts]
        self.least = [-(-Fraction(index.least) * len(part) // 1) for part in index.parts]  # rounded up

        self.detailed = bool(index.subscores)

    def columns(self, answers: Sequence[Sequence[int | None]]) -> list[Sequence[int | None]]:
        """The scores of many people, a column the index and then one each sub-score; `answers` is a column an item."""
        people = zip(*answers, strict=True)
        if not self.detailed:
            return [list(map(self.score, people))]
        nobody: list[Sequence[int | None]] = [()] * (1 + len(self.parts))
        return list(zip(*map(self.scores, people), strict=True)) or nobody

    def score(self, answers: Sequence[int | None]) -> int | None:
        """A person's score in thousandths of a point on 0-10, rounded half to even; None where too little was answered.

        The mean over parts of the mean points (0-10, 10 favourable) of a part's answered items; every part needs at
        least the share `index.least` of its items. `answers` are 1-based positions in the order of `index.items`.
        """
        found = self._summed(answers)
        return None if found is None else self._mean(*found)

    def scores(self, answers: Sequence[int | None]) -> tuple[int | None, ...]:
        """A person's score and her sub-scores, in the same unit: all of them, or none."""
        found = self._summed(answers)
        if found is None:
            return (None,) * (1 + len(self.parts))
        return self._mean(*found), *(self._mean([total], [count]) for total, count in zip(*found, strict=True))

    def _summed(self, answers: Sequence[int | None]) -> tuple[list[int], list[int]] | None:
        """By part the sum of the points and how many items were answered; None where one has too few."""
        sums: list[int] = []
        counts: list[int] = []
        at = 0
        for tables, least in zip(self.parts, self.least, strict=True):
            given = zip(tables, answers[at : at + len(tables)], strict=True)
            known = [point for table, answer in given if answer and (point := table[answer]) is not None]
            if not known or len(known) < least:
                return None
            sums.append(sum(known))
            counts.append(len(known))
            at += len(tables)
        return sums, counts

    def _mean(self, sums: Sequence[int], counts: Sequence[int]) -> int:
        """The mean over parts of the mean of each."""
        whole = prod(counts)
        top = sum(total * (whole // count) for total, count in zip(sums, counts, strict=True)) * 1000
        return _rounded(top, self.unit * len(sums) * whole)


def _points(item: Item) -> list[Fraction | None]:
    """Position -> points on 0-10 as an exact fraction; place 0 is no answer."""
    steps = len(item.counted) - 1
    known = {position: Fraction(10 * at, steps) for at, position in enumerate(item.counted)}
    if item.positive == "low":
        known = {position: 10 - point for position, point in known.items()}
    return [None, *(known.get(position) for position in range(1, len(item.options) + 1))]


def _whole(points: Sequence[Fraction | None], unit: int) -> list[int | None]:
    return [None if point is None else int(point * unit) for point in points]


def _rounded(top: int, bottom: int) -> int:
    """A quotient of whole numbers, rounded half to even."""
    quotient, rest = divmod(top, bottom)
    return quotient + (2 * rest > bottom or (2 * rest == bottom and quotient % 2))
