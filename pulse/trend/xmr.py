"""Limits of the XmR chart of NHS England's 'Making Data Count', as its R package NHSRplotthedots 0.2.2 makes them."""

from __future__ import annotations

from collections.abc import Sequence

from pulse.model.trends import Method, Observation
from pulse.trend.limits import Drawn, Limits, exact_mean, moving_ranges, spread

_FACTOR = 2.66
_NEAR_FACTOR = 2 * _FACTOR / 3


def xmr_limits(baseline: Sequence[Observation], group: Sequence[Observation], method: Method) -> Drawn:
    """The same limits at every point. Asked for by name, the chart is the published one, its odd ends included."""
    values = [it.value for it in baseline]
    known = [value for value in values if value is not None]
    if not known:
        return Drawn([Limits(None)] * len(group), method.screen)
    mean = exact_mean(known)
    found = spread(moving_ranges(values), screen=method.screen, keep_some=method.chart != "xmr")
    return Drawn([_limits(mean, found.mean)] * len(group), found.screened)


def _limits(mean: float, moving: float | None) -> Limits:
    if moving is None:
        return Limits(mean)
    far, near = _FACTOR * moving, _NEAR_FACTOR * moving
    return Limits(mean, mean - far, mean + far, mean - near, mean + near)
