"""Weights that give answers the mix of the whole workforce, from counts per cell.

A cell is everybody who shares a category in every margin; all of a cell carry one weight. Margins whose totals disagree
and population groups without answers are refused, never mended in silence.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_CLOSE = 1e-9
_CLOSER = 1e-12  # rounds end here if they get so far
_ROUNDS = 100


@dataclass(frozen=True, slots=True)
class Cell:
    """People of one combination of categories, and what those of them who answered an item answered.

    people: all who answered the survey; answered: those who answered the item; total and squares: the sum of their
    values and of the squares (for a share both are how many said yes).
    """

    categories: tuple[str, ...]  # one a margin, in the order of the margins
    people: int
    answered: int = 0
    total: float = 0.0
    squares: float = 0.0


@dataclass(frozen=True, slots=True)
class Margin:
    """How many people of the population stand in each category (or which share, in every margin alike)."""

    name: str
    totals: Mapping[str, float]

    @property
    def whole(self) -> float:
        return math.fsum(self.totals.values())


class CannotWeightError(ValueError):
    """Answers that cannot be weighted to these margins; the fields say where and by how much."""


class MarginsDisagreeError(CannotWeightError):
    """Two margins count different populations."""

    def __init__(self, one: Margin, other: Margin) -> None:
        super().__init__(f"{one.name} counts {one.whole:g} people, {other.name} {other.whole:g}")
        self.margins = (one.name, other.name)
        self.totals = (one.whole, other.whole)


class EmptyCategoryError(CannotWeightError):
    """A category has a population and no answers, or answers and no population."""

    def __init__(self, margin: str, category: str, population: float, people: int) -> None:
        super().__init__(f"{margin} {category}: {people} answers for a population of {population:g}")
        self.margin, self.category = margin, category
        self.population, self.people = population, people


class NotConvergedError(CannotWeightError):
    """The margins cannot all be met, at least not in the rounds allowed; names the category that is furthest off."""

    def __init__(self, margin: str, category: str, population: float, reached: float) -> None:
        super().__init__(f"{margin} {category}: {reached:g} reached for a population of {population:g}")
        self.margin, self.category = margin, category
        self.population, self.reached = population, reached


def post_stratify(cells: Sequence[Cell], margin: Margin) -> tuple[float, ...]:
    """One weight a person of each cell, w_g = N_g/n_g; `margin` belongs to the first category of each cell."""
    _check(cells, [margin])
    return _fitted(cells, [1.0] * len(cells), 0, margin)


def rake(cells: Sequence[Cell], margins: Sequence[Margin]) -> tuple[float, ...]:
    """One weight a person of each cell, so that every margin is met to 1e-9 of the population.

    Iterative proportional fitting (Deming & Stephan 1940, Ann Math Stat 11:427), at most 100 rounds.
    """
    _check(cells, margins)
    weights: tuple[float, ...] = (1.0,) * len(cells)
    for _ in range(_ROUNDS):
        for at, margin in enumerate(margins):
            weights = _fitted(cells, weights, at, margin)
        furthest, off = _furthest(cells, weights, margins)
        if off <= _CLOSER:
            break
    if off > _CLOSE:
        raise furthest
    return weights


def trim(cells: Sequence[Cell], weights: Sequence[float], low: float, high: float) -> tuple[float, ...]:
    """Weights clipped to low..high times their mean, their sum kept (low < 1 < high).

    What is clipped is spread evenly over the people not clipped so far, and so on until nobody is outside (as in R
    survey's trimWeights with strict = TRUE); where everybody is clipped, over those who have room. Margins then hold
    only nearly.
    """
    whole, people = _sum(cells, weights), sum(cell.people for cell in cells)
    least, most = low * whole / people, high * whole / people
    kept, clipped = list(weights), set[int]()
    for _ in range(2 * len(cells)):
        clipped |= {at for at, weight in enumerate(kept) if not least <= weight <= most}
        kept = [min(max(weight, least), most) for weight in kept]
        excess = whole - _sum(cells, kept)
        rest = [at for at in range(len(cells)) if at not in clipped and cells[at].people]
        rest = rest or [at for at, weight in enumerate(kept) if (weight < most if excess > 0 else weight > least)]
        if abs(excess) <= 1e-12 * whole or not rest:
            break
        each = excess / sum(cells[at].people for at in rest)
        for at in rest:
            kept[at] += each
    return tuple(min(max(weight, least), most) for weight in kept)


def kish_n(cells: Sequence[Cell], weights: Sequence[float]) -> float:
    """How many unweighted answers tell as much: (sum w)²/sum w² (Kish 1965, Survey Sampling); n/it is deff."""
    return _sum(cells, weights) ** 2 / _sum(cells, [weight * weight for weight in weights])


def _check(cells: Sequence[Cell], margins: Sequence[Margin]) -> None:
    for margin in margins:
        if not math.isclose(margin.whole, margins[0].whole, rel_tol=_CLOSE):
            raise MarginsDisagreeError(margins[0], margin)
    for at, margin in enumerate(margins):
        counted = _counts(cells, [1.0] * len(cells), at)
        for category in {**margin.totals, **counted}:
            population, people = margin.totals.get(category, 0.0), int(counted.get(category, 0))
            if (population > 0) != (people > 0):
                raise EmptyCategoryError(margin.name, category, population, people)


def _fitted(cells: Sequence[Cell], weights: Sequence[float], at: int, margin: Margin) -> tuple[float, ...]:
    reached = _counts(cells, weights, at)
    factors = {category: margin.totals[category] / total for category, total in reached.items() if total}
    return tuple(weight * factors.get(cell.categories[at], 0.0) for cell, weight in zip(cells, weights, strict=True))


def _furthest(
    cells: Sequence[Cell], weights: Sequence[float], margins: Sequence[Margin]
) -> tuple[NotConvergedError, float]:
    """The category that is furthest from its population, as an error, and how far as a part of the whole."""
    gaps = [
        (abs(total - population), margin.name, category, population, total)
        for at, margin in enumerate(margins)
        for reached in [_counts(cells, weights, at)]
        for category, population in margin.totals.items()
        for total in [reached.get(category, 0.0)]
    ]
    gap, name, category, population, total = max(gaps)
    return NotConvergedError(name, category, population, total), gap / margins[0].whole


def _counts(cells: Sequence[Cell], weights: Sequence[float], at: int) -> dict[str, float]:
    counts: dict[str, float] = {}
    for cell, weight in zip(cells, weights, strict=True):
        counts[cell.categories[at]] = counts.get(cell.categories[at], 0.0) + cell.people * weight
    return counts


def _sum(cells: Sequence[Cell], weights: Sequence[float]) -> float:
    return math.fsum(cell.people * weight for cell, weight in zip(cells, weights, strict=True))
