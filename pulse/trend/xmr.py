"""The XmR chart of NHS England's 'Making Data Count', as its R package NHSRplotthedots 0.2.2 draws it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pulse.model.problems import Stop, problem
from pulse.model.trends import Assurance, Cause, Improve, Observation, Point, PointType, Series, Variation
from pulse.trend.limits import Limits, limits
from pulse.trend.rules import causes

LEAST_BASELINE = 12
ENOUGH = 13  # points from which limits are more than a trial
_UPWARD = ("above_limit", "rising", "two_in_three_high", "shift_high")


def xmr(
    observations: Sequence[Observation],
    *,
    improve: Improve = "up",
    target: float | None = None,
    rebase: Sequence[date] = (),
    baseline: int | None = None,
    screen: bool = True,
) -> Series:
    """Each point with its limits and signal, the variation and assurance of the last one, and warnings.

    rebase    dates from which a new group of points has limits of its own
    baseline  limits rest on the first so many points of a group; later points are judged by them
    screen    leave unusually large moving ranges out, once

    Raises Stop: "series-date-twice", "series-rebase-unknown", "series-baseline-short".
    """
    rows = sorted(observations, key=lambda it: it.date)
    _refuse(rows, rebase, baseline)
    starts = sorted(set(rebase))
    points: list[Point] = []
    warnings: list[str] = []
    for number in range(len(starts) + 1):
        group = [row for row in rows if sum(row.date >= start for start in starts) == number]
        if group:
            found = limits([row.value for row in group[: baseline or len(group)]], screen=screen)
            points += _judged(group, found, number, improve)
            if len(group) < ENOUGH:
                warnings.append("short_group")
            if found.lower is None:
                warnings.append("no_limits")
    last = points[-1] if points else None
    return Series(
        points=tuple(points),
        variation=_variation(last, improve) if last else None,
        assurance=_assurance(last, improve, target) if last else None,
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _refuse(rows: Sequence[Observation], rebase: Sequence[date], baseline: int | None) -> None:
    dates = [row.date for row in rows]
    if twice := next((day for at, day in enumerate(dates) if day in dates[:at]), None):
        raise Stop(problem("series-date-twice", date=twice))
    if unknown := next((day for day in rebase if day not in dates), None):
        raise Stop(problem("series-rebase-unknown", date=unknown))
    if baseline is not None and baseline < LEAST_BASELINE:
        raise Stop(problem("series-baseline-short", least=LEAST_BASELINE))


def _judged(group: Sequence[Observation], found: Limits, number: int, improve: Improve) -> list[Point]:
    """The group's points. Missing values are stepped over by the rules and signal nothing."""
    values = [row.value for row in group if row.value is not None]
    signals = iter(causes(values, found))
    points: list[Point] = []
    for row in group:
        cause = next(signals) if row.value is not None else None
        points.append(
            Point(
                date=row.date,
                value=row.value,
                mean=found.mean,
                lower=found.lower,
                upper=found.upper,
                near_lower=found.near_lower,
                near_upper=found.near_upper,
                special_cause=cause,
                point_type=_point_type(cause, improve),
                rebase_group=number,
                n=row.n,
                label=row.label,
            )
        )
    return points


def _point_type(cause: Cause | None, improve: Improve) -> PointType:
    if cause is None:
        return "common_cause"
    upward = cause in _UPWARD
    if improve == "neutral":
        return "neutral_high" if upward else "neutral_low"
    return "improvement" if upward == (improve == "up") else "concern"


def _variation(last: Point, improve: Improve) -> Variation:
    if last.special_cause is None:
        return "common_cause"
    upward = last.special_cause in _UPWARD
    if improve == "neutral":
        return "neutral_high" if upward else "neutral_low"
    if upward:
        return "improvement_high" if improve == "up" else "concern_high"
    return "concern_low" if improve == "up" else "improvement_low"


def _assurance(last: Point, improve: Improve, target: float | None) -> Assurance | None:
    """Whether usual results meet the target; strict, so that a target on a limit is met at times."""
    if target is None or improve == "neutral":
        return None
    if last.upper is not None and target > last.upper:
        return "fail" if improve == "up" else "pass"
    if last.lower is not None and target < last.lower:
        return "pass" if improve == "up" else "fail"
    return "inconsistent"
