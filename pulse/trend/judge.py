"""A series judged: cut into parts, each with its chart, limits and signals; then summed up by the last point."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from pulse.model.problems import Stop, problem
from pulse.model.trends import (
    ANHOEJ,
    MAKING_DATA_COUNT,
    OUTSIDE_ONLY,
    Cause,
    Improve,
    LimitsBy,
    Method,
    Observation,
    Part,
    Point,
    PointType,
    Series,
)
from pulse.trend.choose import ENOUGH, Choice, Kind, choose, kind_of
from pulse.trend.icons import UPWARD, assurance, variation
from pulse.trend.limits import Drawn, Limits
from pulse.trend.rules import causes, outside_limits
from pulse.trend.runs import runs
from pulse.trend.scores import i_limits, i_prime_limits
from pulse.trend.shares import p_limits, p_prime_limits
from pulse.trend.xmr import xmr_limits

LEAST_BASELINE = 12
_LIMITS: Mapping[LimitsBy, Callable[[Sequence[Observation], Sequence[Observation], Method], Drawn]] = {
    "xmr": xmr_limits,
    "p": p_limits,
    "p-prime": p_prime_limits,
    "i": i_limits,
    "i-prime": i_prime_limits,
}


def judge(observations: Sequence[Observation], method: Method) -> Series:
    """Each point with its limits and signal, how each part was judged, the icons of the last point, and warnings.

    Raises Stop: "series-date-twice", "series-part-unknown", "series-exclude-unknown", "series-freeze-short",
    "series-needs-count", "series-needs-n".
    """
    rows = sorted(observations, key=lambda it: it.date)
    kind = kind_of(rows)
    _refuse(rows, method, kind)
    starts = sorted(set(method.parts))
    numbered = [(sum(row.date >= start for start in starts), row) for row in rows]
    groups = [(number, [row for at, row in numbered if at == number]) for number in range(len(starts) + 1)]
    judged = [_part(number, group, method, kind) for number, group in groups if group]
    points = _few_marked([point for part in judged for point in part.points])
    verdict = bool(judged) and _bears_a_verdict(judged[-1].part)
    return Series(
        points=points,
        parts=tuple(it.part for it in judged),
        variation=variation(points[-1], method.improve) if verdict else None,
        assurance=assurance(points[-1], method.improve, method.target) if verdict else None,
        warnings=tuple(dict.fromkeys(warning for it in judged for warning in it.warnings)),
    )


def _refuse(rows: Sequence[Observation], method: Method, kind: Kind) -> None:
    dates = [row.date for row in rows]
    if twice := next((day for at, day in enumerate(dates) if day in dates[:at]), None):
        raise Stop(problem("series-date-twice", date=twice))
    if unknown := next((day for day in method.parts if day not in dates), None):
        raise Stop(problem("series-part-unknown", date=unknown))
    if unknown := next((day for day in method.exclude if day not in dates), None):
        raise Stop(problem("series-exclude-unknown", date=unknown))
    if method.freeze is not None and method.freeze < LEAST_BASELINE:
        raise Stop(problem("series-freeze-short", least=LEAST_BASELINE))
    if method.chart in ("p", "p-prime") and kind != "share":
        raise Stop(problem("series-needs-count", chart=method.chart))
    if method.chart == "i-prime" and kind == "value":
        raise Stop(problem("series-needs-n"))


def _few_marked(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points, those marked that rest on fewer than half the answers of a usual one."""
    numbers = [point.n for point in points if point.n]
    few = median(numbers) / 2 if numbers else 0.0
    return tuple(replace(point, few_answers=bool(point.n and point.n < few)) for point in points)


# --- one part --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Judged:
    part: Part
    points: Sequence[Point]
    warnings: Sequence[str]


def _part(number: int, group: Sequence[Observation], method: Method, kind: Kind) -> _Judged:
    known = [row for row in group if row.value is not None]
    choice = choose(method.chart, len(known), kind)
    baseline = [row for row in group[: method.freeze or len(group)] if row.date not in method.exclude]
    used = [row.value for row in baseline if row.value is not None]
    drawn = _LIMITS[choice.limits](baseline, group, method) if choice.limits else _no_limits(group)
    limits = drawn.limits
    found = None
    if choice.chart == "run" and used:
        middle = median(used)
        limits = [replace(at, mean=middle) for at in limits]
        found = runs([row.value for row in known if row.value is not None and row.date not in method.exclude], middle)
    return _Judged(
        part=Part(
            number=number,
            chart=choice.chart,
            limits=choice.limits,
            trial=choice.trial,
            known=len(known),
            baseline=len(used),
            rules=_rules(choice),
            sigma_z=drawn.sigma_z,
            runs=found,
        ),
        points=_points(number, group, limits, choice, method),
        warnings=[*_warnings(choice, len(group), drawn, method)],
    )


def _no_limits(group: Sequence[Observation]) -> Drawn:
    return Drawn([Limits(None)] * len(group), screened=True)


def _rules(choice: Choice) -> tuple[str, ...]:
    if choice.chart == "run":
        return (ANHOEJ, OUTSIDE_ONLY) if choice.limits else (ANHOEJ,)
    return (MAKING_DATA_COUNT,) if choice.limits else ()


def _warnings(choice: Choice, points: int, drawn: Drawn, method: Method) -> list[str]:
    found = []
    if choice.limits and points < ENOUGH:
        found.append("short_group")
    if choice.limits and all(at.lower is None for at in drawn.limits):
        found.append("no_limits")
    if choice.limits and method.screen and not drawn.screened:
        found.append("not_screened")
    return found


def _points(
    number: int, group: Sequence[Observation], limits: Sequence[Limits], choice: Choice, method: Method
) -> list[Point]:
    """The part's points. Missing values are stepped over by the rules and signal nothing."""
    known = [(row.value, at) for row, at in zip(group, limits, strict=True) if row.value is not None]
    rules = outside_limits if choice.chart == "run" else causes
    signals = iter(rules([value for value, _ in known], [at for _, at in known]))
    points: list[Point] = []
    for row, at in zip(group, limits, strict=True):
        cause = next(signals) if row.value is not None else None
        points.append(
            Point(
                date=row.date,
                value=row.value,
                mean=at.mean,
                lower=at.lower,
                upper=at.upper,
                near_lower=at.near_lower,
                near_upper=at.near_upper,
                special_cause=cause,
                point_type=_point_type(cause, method.improve),
                rebase_group=number,
                n=row.n,
                label=row.label,
                count=row.count,
                interval_lower=row.lower,
                interval_upper=row.upper,
                excluded=row.date in method.exclude,
            )
        )
    return points


def _point_type(cause: Cause | None, improve: Improve) -> PointType:
    if cause is None:
        return "common_cause"
    upward = cause in UPWARD
    if improve == "neutral":
        return "neutral_high" if upward else "neutral_low"
    return "improvement" if upward == (improve == "up") else "concern"


def _bears_a_verdict(part: Part) -> bool:
    """Icons need limits, and 13 points; the published XmR chart gives them to shorter series too."""
    return part.chart == "xmr" or (part.limits is not None and not part.trial)
