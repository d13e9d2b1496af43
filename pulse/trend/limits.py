"""Limits: how far a steady series moves by itself. Every chart makes them point by point, from ranges of neighbours."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import fmean
from typing import TypeVar

SCREEN = 3.267  # a range at or above so many times the mean range is left out, once (Nelson 1982)
SIGMA_BY_RANGE = 1.128  # d2: the mean range of two normal values, in standard deviations
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Limits:
    """The centre and the limits at one point; None where too little varied, or too few points are there."""

    mean: float | None
    lower: float | None = None
    upper: float | None = None
    near_lower: float | None = None
    near_upper: float | None = None
    level: float = 0.0  # a value so near to the centre lies on neither side of it


@dataclass(frozen=True, slots=True)
class Drawn:
    """The limits at each point of a part, and how they came about."""

    limits: Sequence[Limits]
    screened: bool  # large ranges were looked for and left out, as was wanted
    sigma_z: float | None = None  # P-prime: how many times wider than sampling alone


@dataclass(frozen=True, slots=True)
class Spread:
    """The mean moving range; None where there is none. `screened`: large ranges were looked for and left out."""

    mean: float | None
    screened: bool


def around(centre: float, sigma: float, grain: float = 0.0) -> Limits:
    """Limits three standard deviations from a centre, near limits two.

    grain: the step to which values are rounded. Where values vary by less than a step, nearly all are rounded to one
    number, and the side of the centre on which that number lies means nothing: it would be a shift for ever.
    """
    level = grain / 2 if sigma < grain else 0.0
    return Limits(centre, centre - 3 * sigma, centre + 3 * sigma, centre - 2 * sigma, centre + 2 * sigma, level)


def rounding(grain: float) -> float:
    """The standard deviation that rounding to a step adds by itself."""
    return grain / math.sqrt(12)


def moving_ranges(values: Sequence[float | None]) -> list[float]:
    """Distances of neighbours; a missing value takes both ranges beside it away."""
    return [abs(after - before) for before, after in neighbours(values)]


def neighbours(values: Sequence[_T | None]) -> Iterator[tuple[_T, _T]]:
    """Pairs of neighbours of which neither is missing."""
    for before, after in itertools.pairwise(values):
        if before is not None and after is not None:
            yield before, after


def spread(ranges: Sequence[float], *, screen: bool, most: float = SCREEN, keep_some: bool = True) -> Spread:
    """The mean of moving ranges, unusually large ones left out once.

    keep_some: where that would leave no variation although there was some, nothing is left out.
    """
    if not ranges or not screen:
        return Spread(fmean(ranges) if ranges else None, screened=False)
    mean = fmean(ranges)
    usual = [each for each in ranges if each < most * mean]
    if keep_some and mean > 0 and not any(usual):
        return Spread(mean, screened=False)
    return Spread(fmean(usual) if usual else None, screened=True)


def exact_mean(values: Sequence[float], weights: Sequence[int] | None = None) -> float:
    """The mean, rounded once: of equal values it is that value, so that none lies on a side of it."""
    heavy = weights or [1] * len(values)
    total = sum((Fraction(value) * weight for value, weight in zip(values, heavy, strict=True)), Fraction())
    return float(total / sum(heavy))
