"""From what is printed back to what it can be: the counts behind a rounded share, and the interval beside it.

Written apart from the rooms that make figures, from the method as the page tells it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from pulse.model.audit import Said

_HAIR = 1e-6
_Z = 1.959963984540054  # 97.5 % of the standard normal distribution
SHARES = frozenset({"share", "favourable", "neutral", "unfavourable", "flow"})


@dataclass(slots=True)
class Span:
    """A count of `n` people lies from low to high. `exact`: a figure stands for it, not a band."""

    n: int
    low: int
    high: int
    exact: bool

    @property
    def values(self) -> int:
        """How many values are left."""
        return self.high - self.low + 1


def span(said: Said, band: int) -> Span | None:
    """The counts a shown share can stand for; of a mean, its points in tenths of the most there can be."""
    if said.n is None:
        return None
    if said.value is None:
        low = said.low == 0
        return Span(said.n, 0 if low else max(said.n - band, 0), min(band, said.n) if low else said.n, exact=False)
    if said.measure == "mean":
        # Points in tenths of the most there can be are no whole numbers: outwards, so that nothing true is ruled out.
        low_end, high_end = (said.value / 10 - 0.005) * said.n, (said.value / 10 + 0.005) * said.n
        return Span(said.n, max(math.floor(low_end), 0), min(math.ceil(high_end), said.n), exact=True)
    if said.measure == "balance":
        middle, half = (said.value + 100) / 200, 0.0025
        return Span(
            said.n,
            max(math.floor((middle - half) * said.n), 0),
            min(math.ceil((middle + half) * said.n), said.n),
            exact=True,
        )
    if said.measure in ("count", "paired"):
        return Span(said.n, int(said.value), int(said.value), exact=True)
    return Span(said.n, *_within(said.value, said.n, 0.005), exact=True)


def _within(share: float, n: int, step: float) -> tuple[int, int]:
    """Whole counts that round to a share."""
    low, high = (share - step) * n, (share + step) * n
    return max(math.ceil(low - _HAIR), 0), min(math.floor(high + _HAIR), n)


def wilson(share: float, n: float) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson 1927), as fractions."""
    middle = share + _Z * _Z / (2 * n)
    half = _Z * math.sqrt(share * (1 - share) / n + _Z * _Z / (4 * n * n))
    whole = 1 + _Z * _Z / n
    return (middle - half) / whole, (middle + half) / whole


def fits(share: float, n: int, asked: int | None, low: float, high: float) -> bool:
    """Whether an interval may stand beside a share. Where nobody was told how many were asked, any narrower one may."""
    step = 0.0101  # two roundings to whole per cents
    if any(abs(low - a) < step and abs(high - b) < step for a, b in intervals(share, n, asked)):
        return True
    widest = wilson(share, n)
    return asked is None and widest[0] - step <= low <= share <= high <= widest[1] + step


def intervals(share: float, n: int, asked: int | None) -> list[tuple[float, float]]:
    """The intervals a page may print beside a share: what chance allows, and the narrower one of all who were asked."""
    found = [wilson(share, n)]
    if asked is not None and asked >= n:
        found.append(wilson(share, n * (asked - 1) / (asked - n)) if asked > n else (share, share))
    return found
