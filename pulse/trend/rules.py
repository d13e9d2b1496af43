"""The four 'Making Data Count' rules. Each is looked for inside one group of points only."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from pulse.model.trends import Cause
from pulse.trend.limits import Limits

_RUN = 7  # points of a trend, and of a shift


def causes(values: Sequence[float], limits: Sequence[Limits]) -> list[Cause | None]:
    """What each point signals: outside before trend before two in three before shift; None for usual variation.

    limits: those in force at each point. They may differ from point to point; the centre does not.
    """
    outside, close = outside_limits(values, limits), _close(values, limits)
    signs = [_side(value, at) for value, at in zip(values, limits, strict=True)]
    trend, two, shift = _trend(values), _two_in_three(signs, close), _shift(signs)
    found: list[Cause | None] = []
    for at, sign in enumerate(signs):
        if outside[at]:
            found.append(outside[at])
        elif trend[at]:
            found.append("rising" if trend[at] > 0 else "falling")
        elif two[at]:
            found.append("two_in_three_high" if sign > 0 else "two_in_three_low")
        elif shift[at]:
            found.append("shift_high" if sign > 0 else "shift_low")
        else:
            found.append(None)
    return found


def outside_limits(values: Sequence[float], limits: Sequence[Limits]) -> list[Cause | None]:
    """The first rule alone: which points lie beyond their own limits, and on which side."""
    return [_outside(value, at) for value, at in zip(values, limits, strict=True)]


def _outside(value: float, limits: Limits) -> Cause | None:
    if limits.upper is not None and value > limits.upper:
        return "above_limit"
    if limits.lower is not None and value < limits.lower:
        return "below_limit"
    return None


def _close(values: Sequence[float], limits: Sequence[Limits]) -> list[bool]:
    """Inside the limits, and beyond the near ones."""
    return [_outside(value, at) is None and _beyond_near(value, at) for value, at in zip(values, limits, strict=True)]


def _beyond_near(value: float, limits: Limits) -> bool:
    if limits.near_lower is None or limits.near_upper is None:
        return False
    return value < limits.near_lower or value > limits.near_upper


def _trend(values: Sequence[float]) -> list[int]:
    """+1 or -1 on each of seven strictly rising or falling points; a peak takes the direction of the later trend."""
    marks = [0] * len(values)
    steps = [_sign(after - before) for before, after in itertools.pairwise(values)]
    for start in range(len(values) - _RUN + 1):
        window = set(steps[start : start + _RUN - 1])
        if window in ({1}, {-1}):
            marks[start : start + _RUN] = [window.pop()] * _RUN
    return marks


def _two_in_three(signs: Sequence[int], close: Sequence[bool]) -> list[bool]:
    """The close points of every three in a row that lie on one side, two of them at least close to a limit."""
    marks = [False] * len(signs)
    for start in range(len(signs) - 2):
        window = range(start, start + 3)
        if abs(sum(signs[at] for at in window)) == 3 and sum(close[at] for at in window) >= 2:
            for at in window:
                marks[at] = marks[at] or close[at]
    return marks


def _shift(signs: Sequence[int]) -> list[bool]:
    marks = [False] * len(signs)
    for start in range(len(signs) - _RUN + 1):
        if abs(sum(signs[start : start + _RUN])) == _RUN:
            marks[start : start + _RUN] = [True] * _RUN
    return marks


def _side(value: float, limits: Limits) -> int:
    """+1 above the centre, -1 below it; 0 on it, or too near to it to tell."""
    away = value - limits.mean if limits.mean is not None else 0.0
    return 0 if abs(away) <= limits.level else _sign(away)


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
