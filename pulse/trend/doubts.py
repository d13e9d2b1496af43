"""What speaks against beginning limits anew at a wave: the conditions of a rebase, looked for in the series itself.

Limits may begin anew where a sustained shift is there, in the wanted direction, at the first point of its run (Anhoej,
'SPC for healthcare', chapter Pitfalls; NHS 'Making Data Count': seven on one side make a shift). Whether the cause is
known and the shift will last only a person can say.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from datetime import date
from statistics import fmean

from pulse.model.problems import Problem, problem
from pulse.model.trends import Trend
from pulse.trend.choose import LEAST_FOR_RUNS

SHIFT = 7


def doubts(trend: Trend | None, start: date, rebase: int) -> tuple[Problem, ...]:
    """Each condition that is not met by the trend as it was before the rebase; none where all are.

    trend   without the rebase; None where there is none to be seen
    start   the day from which limits begin anew
    rebase  its number, for the remedy
    """
    before, after = _sides(trend, start) if trend else ((), ())
    if trend is None or not before or not after:
        return (problem("rebase-nothing-seen", id=rebase),)
    return tuple(_found(trend, before, after, rebase))


def _found(trend: Trend, before: Sequence[float], after: Sequence[float], rebase: int) -> Iterator[Problem]:
    average = fmean(before)
    above = after[0] > average
    run = len(list(itertools.takewhile(lambda value: value != average and (value > average) == above, after)))
    if run < SHIFT:
        yield problem("rebase-no-shift", run=run, id=rebase)
    elif trend.improve != "neutral" and above != (trend.improve == "up"):
        yield problem("rebase-for-the-worse", id=rebase)
    if len(after) < LEAST_FOR_RUNS:
        yield problem("rebase-few-points", points=len(after), least=LEAST_FOR_RUNS)


def _sides(trend: Trend, start: date) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The values before and from the start on, of the line and the limits the start lies in."""
    points = [point for point in trend.series.points if point.value is not None]
    group = next((point.rebase_group for point in points if point.date >= start), None)
    of_line = [(point.date, point.value) for point in points if point.rebase_group == group]
    return (
        tuple(value for day, value in of_line if day < start and value is not None),
        tuple(value for day, value in of_line if day >= start and value is not None),
    )
