"""Tail areas and quantiles of the normal, Student's t, F, beta and binomial distributions, from the incomplete beta."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

Z = 1.959963984540054  # two-sided 95 %
_LARGE = 15.0  # from here on Stirling's series below is exact to the last bit
_NOTHING = 1e-300


def normal_p(z: float) -> float:
    """Two-sided tail area of a standard normal variable."""
    return math.erfc(abs(z) / math.sqrt(2))


def t_p(t: float, df: float) -> float:
    """Two-sided tail area of Student's t with any positive degrees of freedom (Abramowitz & Stegun 26.7.1)."""
    return incomplete_beta(df / (df + t * t), df / 2, 0.5)


@lru_cache(maxsize=4096)
def t_quantile(df: float, tail: float = 0.025) -> float:
    """The t that leaves `tail` above it."""
    part = beta_quantile(1 - 2 * tail, 0.5, df / 2)
    return math.sqrt(df * part / (1 - part))


def f_quantile(p: float, above: float, below: float) -> float:
    """The value below which an F variable with (above, below) degrees of freedom falls with probability p."""
    part = beta_quantile(p, above / 2, below / 2)
    return below * part / (above * (1 - part))


def binomial_half(count: int, n: int) -> float:
    """The probability of exactly `count` heads in n throws of a fair coin; whole numbers until the last division."""
    return math.comb(n, count) / (1 << n)


def binomial_half_below(count: int, n: int) -> float:
    """The probability of fewer than `count` heads in n throws of a fair coin (Abramowitz & Stegun 26.5.24)."""
    return incomplete_beta(0.5, n - count + 1, count) if count else 0.0


@lru_cache(maxsize=4096)
def beta_quantile(p: float, a: float, b: float) -> float:
    """The x with I_x(a, b) = p, by halving down to neighbouring floating-point numbers."""
    low, high = 0.0, 1.0
    while low < (middle := (low + high) / 2) < high:
        if incomplete_beta(middle, a, b) < p:
            low = middle
        else:
            high = middle
    return high


def incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b), by its continued fraction (Abramowitz & Stegun 26.5.8).

    The fraction converges quickly below the mean; above it I_x(a, b) = 1 - I_(1-x)(b, a) is used (26.5.2).
    """
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = math.exp(a * math.log(x) + b * math.log1p(-x) - _log_beta(a, b))
    if x < (a + 1) / (a + b + 2):
        return front / (a * _fraction(_terms(x, a, b)))
    return 1 - front / (b * _fraction(_terms(1 - x, b, a)))


def _terms(x: float, a: float, b: float) -> Iterator[float]:
    """The partial numerators d1, d2, ... of 26.5.8."""
    m = 0
    while True:
        yield -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        m += 1
        yield m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))


def _fraction(numerators: Iterator[float]) -> float:
    """1 + d1/(1 + d2/(1 + ...)), from the top down (Lentz 1976, in Thompson & Barnett's form of 1986)."""
    value, up, down = 1.0, 1.0, 0.0
    for numerator in numerators:
        down = 1 / (1 + numerator * down or _NOTHING)
        up = 1 + numerator / up or _NOTHING
        step = up * down
        value *= step
        if abs(step - 1) < 1e-16:
            break
    return value


def _log_beta(a: float, b: float) -> float:
    """ln B(a, b); of a large argument the difference of two large logarithms is written out, not subtracted."""
    small, large = min(a, b), max(a, b)
    if large < _LARGE:
        return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
    whole = small + large
    ratio = (0.5 - large) * math.log1p(small / large) - small * math.log(whole) + small
    return math.lgamma(small) + ratio + _stirling(large) - _stirling(whole)


def _stirling(z: float) -> float:
    """What ln Gamma(z) is above (z - 1/2) ln z - z + ln(2 pi)/2 (Abramowitz & Stegun 6.1.41)."""
    square = z * z
    return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / z
