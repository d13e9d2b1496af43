"""Did the action work: against groups that did not take part, against the trend before, against chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random

from pulse.statistics.change import Change, Estimate, Sample, difference
from pulse.statistics.intervals import student
from pulse.statistics.regression import durbin_watson, least_squares, newey_west_errors, ols_errors

_LAG = 2
_EVERY_WAY = 200_000
_DRAWS = 9_999


def share_estimate(count: int, n: int) -> Estimate:
    """A share with the standard error sqrt(p(1-p)/n)."""
    share = count / n
    return Estimate(share, math.sqrt(share * (1 - share) / n))


def mean_estimate(sample: Sample) -> Estimate:
    """A mean with the standard error s/sqrt(n)."""
    return Estimate(sample.mean, sample.deviation / math.sqrt(sample.n))


def difference_in_differences(
    before: Estimate, after: Estimate, control_before: Estimate, control_after: Estimate
) -> Change:
    """(after - before) less the same of the control, for four independent samples; by the normal distribution.

    For shares the error equals HC0 of the saturated linear model. Takes no account of people being members of teams.
    """
    treated = Estimate(after.value - before.value, math.hypot(after.error, before.error))
    control = Estimate(
        control_after.value - control_before.value, math.hypot(control_after.error, control_before.error)
    )
    return difference(treated, control)


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient with its least-squares and Newey-West (lag 2) errors, and the error its interval is made of."""

    value: float
    ols_error: float
    newey_west_error: float
    error: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Segments:
    """A series in two straight pieces: slope before the start, change of level and of slope from it on.

    durbin_watson is None where the pieces fit exactly.
    """

    trend: Coefficient
    level: Coefficient
    slope: Coefficient
    durbin_watson: float | None
    n: int


def segmented_regression(values: Sequence[float], start: int) -> Segments:
    """y = b0 + b1 t + b2 after + b3 (t - t0 + 1) after, wave by wave; `start` is the index of the first wave after.

    Wagner et al. 2002, J Clin Pharm Ther 27:299. Student's t with n-4 degrees of freedom. The error is the
    Newey-West one, with Stata's factor sqrt(n/(n-4)), but never below that of least squares: by itself it holds a true
    change of level in 79 to 85 of 100 steady series of 12 to 24 waves, where 95 are promised; the larger of the two in
    94 to 95.
    ValueError with fewer than two waves on a side or five in all.
    """
    if not 2 <= start <= len(values) - 2 or len(values) < 5:
        raise ValueError("two waves or more are needed on each side of the start, and five in all")
    rows = [(1.0, at + 1.0, *((1.0, at - start + 1.0) if at >= start else (0.0, 0.0))) for at in range(len(values))]
    fit = least_squares(rows, values)
    errors = zip(fit.coefficients, ols_errors(fit), newey_west_errors(fit, _LAG), strict=True)
    _, trend, level, slope = (_coefficient(*each, len(rows), fit.df) for each in errors)
    return Segments(trend, level, slope, durbin_watson(fit.residuals), len(values))


def _coefficient(value: float, ols_error: float, newey_west_error: float, n: int, df: int) -> Coefficient:
    error = max(ols_error, newey_west_error * math.sqrt(n / df))
    return Coefficient(value, ols_error, newey_west_error, error, *student(value, error, df))


@dataclass(frozen=True, slots=True)
class Permutation:
    """Two-sided p of a difference of means, and whether every way of dealing the groups was looked at.

    as_far of the `ways` looked at part the groups as far; least is the smallest p there can be: a way and, where both
    sides are equally large, the same way with its sides exchanged.
    """

    difference: float
    p: float
    exact: bool
    as_far: int
    ways: int
    least: float


def permutation_test(treated: Sequence[float], control: Sequence[float], seed: int) -> Permutation:
    """How often chance alone would part the groups' changes as far: one value a group (team), not a person.

    All ways up to 200,000; otherwise 9,999 seeded draws and p = (as far + 1)/(draws + 1) (Phipson & Smyth 2010, Stat
    Appl Genet Mol Biol 9:39).
    """
    values, size = [*treated, *control], len(treated)
    whole = math.fsum(values)
    expected = size * whole / len(values)
    far = abs(math.fsum(treated) - expected) - 1e-9 * math.fsum(map(abs, values))
    exact = math.comb(len(values), size) <= _EVERY_WAY
    chance = Random(seed)  # noqa: S311 - it deals groups, it keeps no secret
    dealt = combinations(values, size) if exact else (chance.sample(values, size) for _ in range(_DRAWS))
    as_far = [abs(math.fsum(side) - expected) >= far for side in dealt]
    hits, ways = sum(as_far), len(as_far)
    apart = math.fsum(treated) / size - math.fsum(control) / len(control)
    p = hits / ways if exact else (hits + 1) / (ways + 1)
    least = (2 if 2 * size == len(values) else 1) / math.comb(len(values), size)
    return Permutation(apart, p, exact, hits, ways, least)
