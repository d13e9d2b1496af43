"""Two rows of counts over the same ordered options: does one side answer higher than the other?"""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from pulse.statistics.change import Change
from pulse.statistics.distributions import Z, normal_p
from pulse.statistics.intervals import Interval


@dataclass(frozen=True, slots=True)
class MannWhitney:
    """U of the first side (pairs it wins, ties as halves), z and two-sided p; both None where all answered the same."""

    u: float
    z: float | None
    p: float | None


def mann_whitney(first: Sequence[int], second: Sequence[int]) -> MannWhitney:
    """The Mann-Whitney test with ties (Lehmann 1975, Nonparametrics), without a correction for continuity.

    Variance n1 n2/12 ((N+1) - sum(t³-t)/(N(N-1))) with t people at each option.
    """
    n, other_n = sum(first), sum(second)
    whole = n + other_n
    u = n * other_n * (1 + _delta(first, second)) / 2
    tied = sum(t**3 - t for t in map(sum, zip(first, second, strict=True)))
    variance = n * other_n / 12 * (whole + 1 - tied / (whole * (whole - 1)))
    if tied == whole**3 - whole:
        return MannWhitney(u, None, None)
    z = (u - n * other_n / 2) / math.sqrt(variance)
    return MannWhitney(u, z, normal_p(z))


def cliffs_delta(first: Sequence[int], second: Sequence[int]) -> Change:
    """Cliff's delta P(first > second) - P(first < second), with its asymmetric interval; two answers or more a side.

    Consistent variance and interval of Cliff (1996, Ordinal Methods, ch. 5; Feng & Cliff 2004, J Mod Appl Stat Methods
    3:322), the variance not below (1-d²)/(n1 n2 - 1). Where no answers overlap the variance is 0; the open limit is
    then (n-z²)/(n+z²) with the smaller n, which is Wilson's limit of n in n on this scale.
    """
    n, other_n = sum(first), sum(second)
    delta = _delta(first, second)
    if abs(delta) == 1:
        least = min(n, other_n)
        edge = (least - Z * Z) / (least + Z * Z)
        return Change(delta, *((edge, 1.0) if delta > 0 else (-1.0, -edge)))
    variance = max(_variance(first, second, delta), (1 - delta**2) / (n * other_n - 1))
    return Change(delta, *delta_interval(delta, variance))


def delta_interval(delta: float, variance: float) -> Interval:
    """Cliff's interval for a delta within -1 and 1: it leans towards 0 (Cliff 1996, p. 140, eq. 5.12)."""
    half = Z * math.sqrt(variance) * math.sqrt((1 - delta**2) ** 2 + Z * Z * variance)
    below = 1 - delta**2 + Z * Z * variance
    return (delta - delta**3 - half) / below, (delta - delta**3 + half) / below


def _delta(first: Sequence[int], second: Sequence[int]) -> float:
    return sum(map(math.prod, zip(first, _leads(second), strict=True))) / (sum(first) * sum(second))


def _leads(counts: Sequence[int]) -> list[int]:
    """For somebody at each option: how many of these people answered lower, less how many higher."""
    below = itertools.accumulate(counts, initial=0)
    whole = sum(counts)
    return [low - (whole - low - count) for low, count in zip(below, counts, strict=False)]


def _variance(first: Sequence[int], second: Sequence[int], delta: float) -> float:
    """((n1-1) s²(columns) + (n2-1) s²(rows) + s²(pairs))/(n1 n2) of the table of who is higher than whom."""
    n, other_n = sum(first), sum(second)
    pairs = n * other_n
    rows = _spread(first, [lead / other_n for lead in _leads(second)], delta)
    columns = _spread(second, [-lead / n for lead in _leads(first)], delta)
    unequal = pairs - sum(map(math.prod, zip(first, second, strict=True)))
    each = (unequal - pairs * delta**2) / (pairs - 1)
    return ((n - 1) * columns + (other_n - 1) * rows + each) / pairs


def _spread(counts: Sequence[int], means: Sequence[float], delta: float) -> float:
    squares = sum(count * (mean - delta) ** 2 for count, mean in zip(counts, means, strict=True))
    return squares / (sum(counts) - 1)


def spearman(first: Sequence[float], second: Sequence[float]) -> tuple[float, Interval] | None:
    """Spearman's rank correlation of paired values, ties at their mean rank, with its interval; four pairs or more.

    Pearson's r of the ranks (Spearman 1904, Am J Psychol 15:72); interval on Fisher's scale with the variance
    (1 + r²/2)/(n - 3) of Bonett & Wright 2000, Psychometrika 65:23. None where one side does not vary, or where the
    ranks agree wholly: no interval of that kind can be made then.
    """
    ranks, others = _mean_ranks(first), _mean_ranks(second)
    try:
        r = statistics.correlation(ranks, others)
    except statistics.StatisticsError:
        return None
    if abs(r) > 1 - 1e-12:
        return None
    half = Z * math.sqrt((1 + r * r / 2) / (len(ranks) - 3))
    return r, (math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half))


def _mean_ranks(values: Sequence[float]) -> list[float]:
    """For each value how many are lower, and half of those that are equal."""
    return [sum(other < value for other in values) + sum(other == value for other in values) / 2 for value in values]
