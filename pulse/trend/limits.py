"""Limits of an XmR chart: how far a steady series moves by itself.

Constants and screening as in NHSRplotthedots 0.2.2: mean of moving ranges x 2.66, ranges at or above 3.267 times their
mean left out once.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

_FACTOR = 2.66
_NEAR_FACTOR = 2 * _FACTOR / 3
_SCREEN = 3.267


@dataclass(frozen=True, slots=True)
class Limits:
    """The average and the limits of one group of points; None where too little varied, or too few points are there."""

    mean: float | None
    lower: float | None = None
    upper: float | None = None
    near_lower: float | None = None
    near_upper: float | None = None


def limits(values: Sequence[float | None], *, screen: bool) -> Limits:
    """The limits of a group's baseline values, in order; a missing value takes both ranges beside it away."""
    known = [value for value in values if value is not None]
    if not known:
        return Limits(None)
    mean = fmean(known)
    moving = mean_range(values, screen=screen)
    if moving is None:
        return Limits(mean)
    far, near = _FACTOR * moving, _NEAR_FACTOR * moving
    return Limits(mean, mean - far, mean + far, mean - near, mean + near)


def mean_range(values: Sequence[float | None], *, screen: bool) -> float | None:
    """The mean moving range; None where there is none, or where screening leaves none."""
    pairs = itertools.pairwise(values)
    ranges = [abs(after - before) for before, after in pairs if before is not None and after is not None]
    if screen and ranges:
        most = _SCREEN * fmean(ranges)
        ranges = [moved for moved in ranges if moved < most]
    return fmean(ranges) if ranges else None
