"""What changed from one wave to the next, or between two groups: first minus second, with its 95 % interval and p."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pulse.statistics.distributions import binomial_half, binomial_half_below, normal_p, t_p
from pulse.statistics.intervals import normal, student, wilson


@dataclass(frozen=True, slots=True)
class Change:
    """A difference, its 95 % interval, and a two-sided p where there is one."""

    value: float
    lower: float
    upper: float
    p: float | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its standard error."""

    value: float
    error: float


@dataclass(frozen=True, slots=True)
class Sample:
    """n values told by their mean and standard deviation (with n - 1)."""

    mean: float
    deviation: float
    n: int


def newcombe(share: float, n: float, other: float, other_n: float) -> Change:
    """The difference of two independent shares, with the hybrid score interval.

    Newcombe 1998b, Stat Med 17:873, method 10. The numbers of answers may be effective ones. No p: `pooled` gives the
    test that goes with it.
    """
    low, high = wilson(share, n)
    other_low, other_high = wilson(other, other_n)
    value = share - other
    lower = value - math.hypot(share - low, other_high - other)
    upper = value + math.hypot(high - share, other - other_low)
    return Change(value, lower, upper)


def pooled(count: int, n: int, other: int, other_n: int) -> tuple[float, float] | None:
    """z and two-sided p of equal shares, with the pooled share and no correction; None where nobody differs."""
    together = (count + other) / (n + other_n)
    variance = together * (1 - together) * (1 / n + 1 / other_n)
    if variance == 0:
        return None
    z = (count / n - other / other_n) / math.sqrt(variance)
    return z, normal_p(z)


def newcombe_paired(both: int, first: int, second: int, neither: int) -> Change:
    """The difference of two shares of the same people, with p by mid-p McNemar.

    Newcombe 1998c, Stat Med 17:2635, method 10.
    both: yes twice; first, second: yes only the first or only the second time; neither: no twice.
    """
    n = both + first + second + neither
    share, other = (both + first) / n, (both + second) / n
    low, high = wilson(share, n)
    other_low, other_high = wilson(other, n)
    phi = _phi(both, first, second, neither)
    lower = (first - second) / n - _correlated(share - low, other_high - other, phi)
    upper = (first - second) / n + _correlated(high - share, other - other_low, phi)
    return Change((first - second) / n, lower, upper, mcnemar_mid_p(first, second))


def mcnemar_mid_p(first: int, second: int) -> float:
    """Two-sided mid-p of McNemar's test, from the people who changed.

    Fagerland, Lydersen & Laake 2013, BMC Med Res Methodol 13:91.
    """
    changed, fewer = first + second, min(first, second)
    return min(1.0, 2 * binomial_half_below(fewer, changed) + binomial_half(fewer, changed))


def partly_linked(count: int, n: int, other: int, other_n: int, *, linked: int, both: int) -> Change:
    """The difference of two shares when `linked` people stand in both samples, `both` of them with yes twice.

    Var = V1 + V2 - 2 m/(n1 n2) (p11 - p1 p2) (Kish 1965, Survey Sampling). A Wald interval:
    for shares away from 0 and 1 and samples that are not small.
    """
    share, other_share = count / n, other / other_n
    shared = both / linked - share * other_share if linked else 0.0
    variance = share * (1 - share) / n + other_share * (1 - other_share) / other_n - 2 * linked / (n * other_n) * shared
    return _wald(share - other_share, math.sqrt(max(variance, 0.0)))


def difference(first: Estimate, second: Estimate) -> Change:
    """The difference of two independent figures with standard errors, by the normal distribution."""
    return _wald(first.value - second.value, math.hypot(first.error, second.error))


def welch(first: Sample, second: Sample) -> Change:
    """The difference of two means with unequal variances (Welch 1947, Biometrika 34:28)."""
    value = first.mean - second.mean
    error = math.sqrt(first.deviation**2 / first.n + second.deviation**2 / second.n)
    if error == 0:
        return Change(value, value, value)
    df = welch_df(first, second)
    return Change(value, *student(value, error, df), t_p(value / error, df))


def welch_df(first: Sample, second: Sample) -> float:
    """Welch's degrees of freedom, not rounded."""
    one, two = first.deviation**2 / first.n, second.deviation**2 / second.n
    return (one + two) ** 2 / (one**2 / (first.n - 1) + two**2 / (second.n - 1))


def benjamini_hochberg(ps: Sequence[float]) -> tuple[float, ...]:
    """Adjusted p values, in the order given: q(i) = min over j >= i of p(j) m/j.

    Benjamini & Hochberg 1995, J R Stat Soc B 57:289.
    """
    order = sorted(range(len(ps)), key=ps.__getitem__, reverse=True)
    adjusted, least = [0.0] * len(ps), 1.0
    for rank, at in zip(range(len(ps), 0, -1), order, strict=True):
        least = min(least, ps[at] * (len(ps) / rank))
        adjusted[at] = least
    return tuple(adjusted)


def _wald(value: float, error: float) -> Change:
    return Change(value, *normal(value, error), normal_p(value / error) if error > 0 else None)


def _phi(both: int, first: int, second: int, neither: int) -> float:
    """The correlation of the two answers, its numerator corrected for continuity when positive."""
    product = (both + first) * (second + neither) * (both + second) * (first + neither)
    if product == 0:
        return 0.0
    excess = float(both * neither - first * second)
    if excess > 0:
        excess = max(excess - (both + first + second + neither) / 2, 0.0)
    return excess / math.sqrt(product)


def _correlated(one: float, two: float, phi: float) -> float:
    return math.sqrt(max(one * one - 2 * phi * one * two + two * two, 0.0))
