"""A person's index scores and sub-scores, by one pure function."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache, partial
from math import lcm, prod

from pulse.model.survey import Index, Item

_MOST_KNOWN = 50_000  # different answers to a part, and different sums, that are remembered
Answers = tuple[int | None, ...]
Summed = tuple[int, int]  # points, answered items


class Scorer:
    """Scores an index from coded answers, in whole numbers throughout: the same on every machine, and fast."""

    def __init__(self, index: Index, items: Mapping[str, Item]) -> None:
        self.items = index.items
        points = {name: _points(items[name]) for name in index.items}
        unit = lcm(*(point.denominator for table in points.values() for point in table if point is not None))
        self.parts: list[tuple[slice, Callable[[Answers], Summed | None]]] = []
        at = 0
        for part in index.parts:
            least = -(-Fraction(index.least) * len(part) // 1)  # rounded up
            summed = partial(_summed, [_whole(points[name], unit) for name in part], least)
            self.parts.append((slice(at, at + len(part)), lru_cache(_MOST_KNOWN)(summed)))
            at += len(part)
        self.mean = lru_cache(_MOST_KNOWN)(partial(_mean, unit))
        self.width = 1 + len(index.subscores)
        self.most = 10 * unit if index.balance else None

    def columns(self, answers: Sequence[Sequence[int | None]]) -> list[Sequence[int | None]]:
        """The scores of many people, a column the index and then one each sub-score; `answers` is a column an item."""
        nobody: list[Sequence[int | None]] = [()] * self.width
        return list(zip(*map(self.scores, zip(*answers, strict=True)), strict=True)) or nobody

    def scores(self, answers: Answers) -> tuple[int | None, ...]:
        """A person's score and her sub-scores in thousandths of a point on 0-10, rounded half to even.

        The score is the mean over parts of the mean points (0-10, 10 favourable) of a part's answered items, a
        sub-score that of one part. Of a balance the first part counts by what it falls short of 10. Every part needs at
        least the share `index.least` of its items; where one has too few, all are None. `answers` are 1-based positions
        in the order of `index.items`.
        """
        parts = [summed(answers[where]) for where, summed in self.parts]
        known = tuple(part for part in parts if part is not None)
        if len(known) < len(parts):
            return (None,) * self.width
        whole = self.mean(known if self.most is None else (_short(known[0], self.most), *known[1:]))
        return (whole,) if self.width == 1 else (whole, *[self.mean((part,)) for part in known])


def _summed(tables: Sequence[Sequence[int | None]], least: int, answers: Answers) -> Summed | None:
    """The sum of a part's points and how many of its items were answered; None where those are too few."""
    given = zip(tables, answers, strict=True)
    known = [point for table, answer in given if answer and (point := table[answer]) is not None]
    return (sum(known), len(known)) if known and len(known) >= least else None


def _short(part: Summed, most: int) -> Summed:
    """What a part's points fall short of the most there can be."""
    total, count = part
    return most * count - total, count


def _mean(unit: int, parts: tuple[Summed, ...]) -> int:
    """The mean over parts of the mean of each, in thousandths; their points are so many to the unit."""
    whole = prod(count for _, count in parts)
    top = sum(total * (whole // count) for total, count in parts) * 1000
    return _rounded(top, unit * len(parts) * whole)


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
