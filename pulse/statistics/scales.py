"""Does a set of items measure one thing (Cronbach's alpha), and the net promoter score with an honest interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pulse.statistics.change import Change
from pulse.statistics.distributions import Z, f_quantile

Matrix = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Reliability:
    """Cronbach's alpha of an index over n complete answers, with Feldt's 95 % interval.

    if_dropped and item_total have one entry an item; an entry is None where there is none (two items, or no spread).
    """

    alpha: float
    lower: float
    upper: float
    n: int
    if_dropped: tuple[float | None, ...]
    item_total: tuple[float | None, ...]


def reliability(n: int, sums: Sequence[float], products: Matrix) -> Reliability | None:
    """Alpha from the sums of the items and the sums of their cross-products (products[i][i]: of their squares).

    Complete answers only, two items and two people or more; None where people do not differ in their total.
    """
    spread = _spreads(n, sums, products)
    alpha = _alpha(spread, range(len(sums)))
    if alpha is None:
        return None
    items = range(len(sums))
    rest = [[other for other in items if other != item] for item in items]
    return Reliability(
        alpha,
        *feldt(alpha, n, len(sums)),
        n,
        tuple(_alpha(spread, kept) for kept in rest),
        tuple(_corrected(spread, item, kept) for item, kept in zip(items, rest, strict=True)),
    )


def _spreads(n: int, sums: Sequence[float], products: Matrix) -> list[list[float]]:
    """Covariances times n(n-1): whole as long as the sums are, so that what does not differ is 0 and not nearly 0."""
    items = range(len(sums))
    return [[n * products[i][j] - sums[i] * sums[j] for j in items] for i in items]


def feldt(alpha: float, n: int, items: int) -> tuple[float, float]:
    """Feldt's interval (1965, Psychometrika 30:357): 1 - (1-alpha) F with n-1 and (n-1)(items-1) degrees of freedom."""
    above, below = n - 1, (n - 1) * (items - 1)
    return 1 - (1 - alpha) * f_quantile(0.975, above, below), 1 - (1 - alpha) * f_quantile(0.025, above, below)


def net_promoter(promoters: int, passives: int, detractors: int) -> Change:
    """Promoters less detractors as a fraction, with the adjusted Wald interval (Rocks 2016, Am Stat 70:365).

    Three people are added for the interval only: three quarters of a promoter and of a detractor, one and a half
    passives. The interval is centred on the adjusted score and kept within -1 and 1.
    """
    n = promoters + passives + detractors
    share, other = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
    half = Z * math.sqrt((share + other - (share - other) ** 2) / (n + 3))
    lower, upper = share - other - half, share - other + half
    return Change((promoters - detractors) / n, max(lower, -1.0), min(upper, 1.0))


def _alpha(spread: Matrix, items: Sequence[int]) -> float | None:
    """k/(k-1) (1 - sum of item variances / variance of the total) (Cronbach 1951, Psychometrika 16:297)."""
    count = len(items)
    total = sum(spread[i][j] for i in items for j in items)
    if count < 2 or total <= 0:
        return None
    return count / (count - 1) * (1 - sum(spread[i][i] for i in items) / total)


def _corrected(spread: Matrix, item: int, rest: Sequence[int]) -> float | None:
    """The correlation of an item with the total of the others."""
    total = sum(spread[i][j] for i in rest for j in rest)
    if spread[item][item] <= 0 or total <= 0:
        return None
    return sum(spread[item][other] for other in rest) / math.sqrt(spread[item][item] * total)
