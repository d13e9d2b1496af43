"""The four 'Making Data Count' rules. Each is looked for inside one group of points only."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from pulse.model.trends import Cause
from pulse.trend.limits import Limits

_RUN = 7  # points of a trend, and of a shift


def causes(values: Sequence[float], limits: Limits) -> list[Cause | None]:
    """What each point signals: outside before trend before two in three before shift; None for usual variation."""
    outside, close = _outside(values, limits), _close(values, limits)
    signs = [_sign(value - (limits.mean or 0.0)) for value in values]
    trend, two, shift = _trend(values), _two_in_three(signs, close), _shift(signs)
    found: list[Cause | None] = []
    for at, sign in enumerate(signs):
        if outside[at]:
            found.append("above_limit" if sign > 0 else "below_limit")
        elif trend[at]:
            found.append("rising" if trend[at] > 0 else "falling")
        elif two[at]:
            found.append("two_in_three_high" if sign > 0 else "two_in_three_low")
        elif shift[at]:
            found.append("shift_high" if sign > 0 else "shift_low")
        else:
            found.append(None)
    return found


def _outside(values: Sequence[float], limits: Limits) -> list[bool]:
    if limits.lower is None or limits.upper is None:
        return [False] * len(values)
    return [value < limits.lower or value > limits.upper for value in values]


def _close(values: Sequence[float], limits: Limits) -> list[bool]:
    if limits.near_lower is None or limits.near_upper is None:
        return [False] * len(values)
    outside = _outside(values, limits)
    return [
        not out and (value < limits.near_lower or value > limits.near_upper)
        for value, out in zip(values, outside, strict=True)
    ]


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


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
