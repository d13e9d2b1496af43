"""A weighted mean or share with its linearised standard error, from the sums of cells instead of rows.

Row by row (R survey 4.1, svyrecvar; Lumley 2010, Complex Surveys): with u = (y - mean)/sum(w) for people of the
domain who answered and 0 for everybody else, the residual e of u from the margins the weights were fitted to, and
z = w e, the variance is n/(n-1) sum (z - mean z)². All of a cell share their weight and the fitted part f of u, so a
cell needs only n, the sum and the sum of squares of u:

    sum z = w (sum u - n f),    sum z² = w² (sum (u - mean u)² + n (mean u - f)²)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pulse.statistics.weights import Cell

_STABLE = 1e-13
_SWEEPS = 1000


@dataclass(frozen=True, slots=True)
class WeightedMean:
    """A weighted mean, its standard error, and how many people it is of (degrees of freedom: one fewer)."""

    value: float
    error: float
    n: int


@dataclass(frozen=True, slots=True)
class _Moments:
    """n, sum and sum of squared deviations of u in one cell."""

    n: int
    total: float
    around: float


def weighted_mean(
    cells: Sequence[Cell],
    weights: Sequence[float],
    *,
    inside: Sequence[bool] | None = None,
    population: float | None = None,
) -> WeightedMean | None:
    """The mean of the item over everybody who answered it, or over the cells that are `inside` (a domain).

    The categories of the cells are the margins the weights were fitted to (none: no fitting is allowed for). All cells
    are needed also for a domain, and two people or more. With a population the error is that of a finite one: for
    description, never for change. None where nobody of the domain answered.
    """
    kept = [
        cell if inside is None or inside[at] else Cell(cell.categories, cell.people) for at, cell in enumerate(cells)
    ]
    carried = math.fsum(weight * cell.answered for cell, weight in zip(kept, weights, strict=True))
    if carried == 0:
        return None
    value = math.fsum(weight * cell.total for cell, weight in zip(kept, weights, strict=True)) / carried
    moments = [_moments(cell, value, carried) for cell in kept]
    n = sum(cell.people for cell in cells)
    unseen = 1.0 if population is None else max(1 - n / population, 0.0)
    variance = _variance(moments, weights, _fitted(cells, moments), n) * unseen
    return WeightedMean(value, math.sqrt(variance), sum(cell.answered for cell in kept))


def _moments(cell: Cell, mean: float, carried: float) -> _Moments:
    """Moments of u over all people of the cell, of whom those who did not answer have 0."""
    if not cell.answered:
        return _Moments(cell.people, 0.0, 0.0)
    own = cell.total / cell.answered - mean
    spread = max(cell.squares - cell.total**2 / cell.answered, 0.0)
    between = cell.answered * (cell.people - cell.answered) / cell.people * own**2
    return _Moments(cell.people, cell.answered * own / carried, (spread + between) / carried**2)


def _fitted(cells: Sequence[Cell], moments: Sequence[_Moments]) -> list[float]:
    """What the margins together explain of u in each cell: margin means swept out in turn until nothing moves."""
    fitted = [0.0] * len(cells)
    margins = range(len(cells[0].categories))
    scale = max((abs(cell.total) / cell.n for cell in moments if cell.n), default=0.0)
    for _ in range(_SWEEPS):
        moved = max((_sweep(cells, moments, fitted, at) for at in margins), default=0.0)
        if moved <= _STABLE * scale:
            break
    return fitted


def _sweep(cells: Sequence[Cell], moments: Sequence[_Moments], fitted: list[float], at: int) -> float:
    """Adds each category's mean residual to its cells' fitted part; returns the largest step."""
    sums: dict[str, list[float]] = {}
    for cell, moment, part in zip(cells, moments, fitted, strict=True):
        left = sums.setdefault(cell.categories[at], [0.0, 0.0])
        left[0] += moment.total - moment.n * part
        left[1] += moment.n
    means = {category: left / n if n else 0.0 for category, (left, n) in sums.items()}
    for position, cell in enumerate(cells):
        fitted[position] += means[cell.categories[at]]
    return max(map(abs, means.values()))


def _variance(moments: Sequence[_Moments], weights: Sequence[float], fitted: Sequence[float], n: int) -> float:
    totals = squares = 0.0
    for moment, weight, part in zip(moments, weights, fitted, strict=True):
        if moment.n:
            left = moment.total / moment.n - part
            totals += weight * moment.n * left
            squares += weight**2 * (moment.around + moment.n * left**2)
    return n / (n - 1) * max(squares - totals**2 / n, 0.0)
