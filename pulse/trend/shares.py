"""Limits of shares: the P chart, and P-prime (Laney 2002), which also knows how much waves differ by themselves.

P-prime multiplies the limits of sampling by sigma-z, the spread of the standardised shares. Where shares vary less than
sampling alone would make them, sigma-z falls below 1, which is chance; the floor keeps it at 1.

Laney, D. B. (2002). Improved control charts for attributes. Quality Engineering 14, 531-537.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from pulse.model.trends import Method, Observation
from pulse.trend.limits import SIGMA_BY_RANGE, Drawn, Limits, around, moving_ranges, rounding, spread


def p_limits(baseline: Sequence[Observation], group: Sequence[Observation], method: Method) -> Drawn:
    """Limits of sampling alone at each point, wider where fewer answered."""
    centre = _centre(baseline)
    return Drawn([_limits(it, centre, 1.0, method) for it in group], method.screen)


def p_prime_limits(baseline: Sequence[Observation], group: Sequence[Observation], method: Method) -> Drawn:
    """Limits of sampling times sigma-z at each point; none where fewer than two shares are known.

    Without the floor there are none either where all shares are equal: nothing tells how much they vary.
    """
    centre = _centre(baseline)
    ranges = moving_ranges([_standardised(it, centre) for it in baseline])
    found = spread(ranges, screen=method.screen)
    ratio = None if found.mean is None else found.mean / SIGMA_BY_RANGE
    if method.floor and ranges:
        ratio = max(ratio or 0.0, 1.0)
    return Drawn([_limits(it, centre, ratio, method) for it in group], found.screened or not ranges, ratio)


def _centre(baseline: Sequence[Observation]) -> float | None:
    """All counts over all answers; None where there are none."""
    answers = sum(it.n or 0 for it in baseline if it.count is not None)
    return sum(it.count or 0 for it in baseline) / answers if answers else None


def _limits(it: Observation, centre: float | None, ratio: float | None, method: Method) -> Limits:
    """Limits at one point, never below 0 or above 1; with the floor, never narrower than sampling and rounding."""
    if centre is None or ratio is None or not it.n:
        return Limits(centre)
    sampling = _sampling(centre, it.n)
    least = math.hypot(sampling, rounding(method.grain)) if method.floor and method.grain else 0.0
    wide = around(centre, max(sampling * ratio, least), method.grain)
    ends = {name: getattr(wide, name) for name in ("lower", "upper", "near_lower", "near_upper")}
    return replace(wide, **{name: min(max(end, 0.0), 1.0) for name, end in ends.items()})


def _standardised(it: Observation, centre: float | None) -> float | None:
    """How many standard errors of sampling a share lies from the centre; 0 where all people answered alike."""
    if it.value is None or not it.n or centre is None:
        return None
    return (it.value - centre) / _sampling(centre, it.n) if 0 < centre < 1 else 0.0


def _sampling(centre: float, n: int) -> float:
    """The standard error of a share of n answers."""
    return math.sqrt(centre * (1 - centre) / n)
