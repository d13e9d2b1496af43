"""Limits of scores: the I chart, and I-prime (Taylor 2018), whose limits are wider where fewer answered.

Where every point rests on as many answers, I-prime is the I chart. Where the intervals of the scores are known, they
tell how much single answers differ, and the floor keeps limits from being narrower than sampling, as in P-prime.

Taylor, W. (2018). Normalized Individuals (IN) Control Chart, revision 2. variation.com.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist, fmean

from pulse.model.trends import Method, Observation
from pulse.trend.limits import (
    SIGMA_BY_RANGE,
    Drawn,
    Limits,
    around,
    exact_mean,
    moving_ranges,
    neighbours,
    rounding,
    spread,
)

_SCREEN = 3.2665  # the I-prime chart's own constant
_Z = NormalDist().inv_cdf(0.975)


def i_limits(baseline: Sequence[Observation], group: Sequence[Observation], method: Method) -> Drawn:
    """The same limits at every point."""
    values = [it.value for it in baseline]
    known = [value for value in values if value is not None]
    if not known:
        return Drawn([Limits(None)] * len(group), method.screen)
    mean, found = exact_mean(known), spread(moving_ranges(values), screen=method.screen)
    same = Limits(mean) if found.mean is None else around(mean, found.mean / SIGMA_BY_RANGE)
    return Drawn([same] * len(group), found.screened)


def i_prime_limits(baseline: Sequence[Observation], group: Sequence[Observation], method: Method) -> Drawn:
    """Limits at each point, wider where fewer answered."""
    known = [(it.value, it.n) for it in baseline if it.value is not None and it.n]
    if not known:
        return Drawn([Limits(None)] * len(group), method.screen)
    centre = exact_mean([value for value, _ in known], [n for _, n in known])
    found = spread(_deviations(baseline), screen=method.screen, most=_SCREEN)
    least = _within(baseline) if method.floor else None
    return Drawn([_at(it, centre, found.mean, least, method) for it in group], found.screened)


def _deviations(baseline: Sequence[Observation]) -> list[float]:
    """The standard deviation of one answer, as each pair of neighbours tells it."""
    known = [(it.value, it.n) if it.value is not None and it.n else None for it in baseline]
    return [
        math.sqrt(math.pi / 2) * abs(after - before) / math.sqrt(1 / n_before + 1 / n_after)
        for (before, n_before), (after, n_after) in neighbours(known)
    ]


def _within(baseline: Sequence[Observation]) -> float | None:
    """The standard deviation of one answer inside waves, as the 95 % intervals tell it; None where none is known."""
    known = [
        (it.upper - it.lower) / (2 * _Z) * math.sqrt(it.n)
        for it in baseline
        if it.lower is not None and it.upper is not None and it.n
    ]
    return fmean(known) if known else None


def _at(it: Observation, centre: float, deviation: float | None, least: float | None, method: Method) -> Limits:
    """Limits at one point; never narrower than rounding, and sampling where it is known, make them."""
    if not it.n or (deviation is None and not method.grain and not least):
        return Limits(centre)
    floor = math.hypot((least or 0.0) / math.sqrt(it.n), rounding(method.grain))
    return around(centre, max((deviation or 0.0) / math.sqrt(it.n), floor), method.grain)
