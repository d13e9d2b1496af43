"""What a trend says, in words: its finding, its description for who does not see it, the four lines under its chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pulse.model.events import Rebase
from pulse.model.release import Release
from pulse.model.trends import LimitsBy, Part, Point, Runs, Trend
from pulse.report import breaks, cautions, words
from pulse.report.plot import said

# Steady series in which the last point is a sign by chance: simulated, P-prime with its floor, see tests/trend.
_FALSE_SIGNS = 0.012
_ENOUGH, _LEAST = 13, 8  # stock-takes for a verdict, and for a median with trial limits

_STATES = {
    "common_cause": "usual variation",
    "improvement_high": "a clear change for the better",
    "improvement_low": "a clear change for the better",
    "concern_high": "a clear change for the worse",
    "concern_low": "a clear change for the worse",
    "neutral_high": "a clear rise",
    "neutral_low": "a clear fall",
}
CAUSES = {
    "above_limit": "above the limit",
    "below_limit": "below the limit",
    "rising": "part of seven rising in a row",
    "falling": "part of seven falling in a row",
    "two_in_three_high": "two of three near the upper limit",
    "two_in_three_low": "two of three near the lower limit",
    "shift_high": "part of seven above the average",
    "shift_low": "part of seven below the average",
}
_LIMITS: dict[LimitsBy, str] = {
    "p-prime": "P-prime (Laney 2002), average ± 3 σ",
    "i-prime": "I-prime (Taylor 2018), average ± 3 σ, no narrower than sampling",
    "xmr": "XmR, average ± 2.66 mean moving ranges",
    "p": "P chart, average ± 3 σ",
    "i": "I chart, average ± 3 σ",
}


def state(release: Release, trend: Trend) -> str:
    """What a trend says, in one sentence without a full stop."""
    now, last = trend.now, trend.series.points[-1]
    if last.label != release.wave.label:
        return "not shown in this stock-take"
    wording = " since limits began anew" if trend.rebased else " since the last break" if trend.breaks else ""
    if now.chart == "bar":
        return f"{_figure(trend, last)}; one stock-take{wording} so far, so there is no trend yet"
    if now.chart == "dots":
        return f"{_figure(trend, last)}; {now.known} stock-takes{wording} are too few to tell a change from chance"
    if now.chart == "run":
        return f"on trial: {_runs(now.runs)}{_beyond(last)}"
    if last.lower is None:
        return "the same in every stock-take: limits are not defined"
    return _STATES[trend.series.variation] if trend.series.variation else "no verdict"


def _figure(trend: Trend, point: Point) -> str:
    value, around = said(trend, point.value or 0.0), interval(trend, point)
    return f"{value} (95% interval {around})" if around else value


def interval(trend: Trend, point: Point) -> str:
    """ "43% to 55%": what chance allows for around a point; empty where there is none."""
    if point.interval_lower is None or point.interval_upper is None:
        return ""
    return f"{said(trend, point.interval_lower)} to {said(trend, point.interval_upper)}"


def _runs(found: Runs | None) -> str:
    """Anhøj's two signs. Both are about the whole part, so neither says up or down."""
    if found is None:
        return "the same in every stock-take"
    if found.long:
        return (
            f"{found.longest} stock-takes in a row on one side of the median, where chance seldom gives more than "
            f"{found.longest_most}"
        )
    if found.few_crossings:
        times = "once" if found.crossings == 1 else f"{found.crossings} times" if found.crossings else "never"
        return f"the line crosses its median {times}, where chance seldom gives fewer than {found.crossings_least}"
    return "no unusual run about the median"


def _beyond(last: Point) -> str:
    if last.special_cause is None:
        return ""
    return f"; the last is {'above' if last.special_cause == 'above_limit' else 'below'} the trial limits"


def description(release: Release, trend: Trend, title: str) -> str:
    """What a drawing shows, for a reader who does not see it."""
    points = trend.series.points
    first, last = points[0], points[-1]
    ends = [f"{said(trend, point.value or 0.0)} in {point.label}" for point in (first, last)]
    number = f"{len(points)} stock-takes, from {' to '.join(ends)}" if len(points) > 1 else f"one stock-take, {ends[0]}"
    limits = ""
    if last.lower is not None and last.upper is not None:
        word = "Trial limits" if trend.now.trial else "Limits"
        limits = f" {word} now: {said(trend, last.lower)} to {said(trend, last.upper)}."
    return f"{title}: {number}; {state(release, trend)}.{limits}"


def expected(trends: Sequence[Trend]) -> str:
    """How many charts carry an icon, how many a sign of change, and how many chance alone would give one."""
    judged = [trend.series.variation for trend in trends if trend.series.variation is not None]
    if not judged:
        return ""
    signs = sum(state != "common_cause" for state in judged)
    icons = f"{len(judged)} charts carry an icon" if len(judged) > 1 else "One chart carries an icon"
    shown = f"{signs} show a change" if signs > 1 else f"{'one' if signs else 'none'} shows a change"
    chance = max(round(len(judged) * _FALSE_SIGNS, 1), 0.1)
    return (
        f"{icons}; {shown}. If nothing had changed anywhere, chance alone would show a change in about {chance:.1f} of "
        f"{len(judged)} ({_FALSE_SIGNS:.1%} a chart, simulated)."
    )


def lines(release: Release, trend: Trend, chosen: str, rebases: Sequence[Rebase] = ()) -> Iterator[tuple[str, str]]:
    """The four lines: what is counted, how limits were made, breaks, what cannot be compared.

    chosen: the answers counted as favourable; rebases: those of the trend's item
    """
    yield "Counted", _counted(release, trend, chosen)
    yield "Limits", _limits(trend)
    yield "Breaks", _breaks(release, trend, rebases)
    yield "Not comparable", _not_comparable(release, trend)


def original(release: Release, trend: Trend) -> str:
    """The limits in force at the last point, had nobody let them begin anew."""
    last = trend.series.points[-1]
    if last.mean is None or last.lower is None or last.upper is None:
        return "With the original lines there are too few stock-takes for limits."
    middle = "Median" if trend.now.chart == "run" else "Average"
    form = ".1f" if trend.measure == "mean" else ".1%"
    low, high = (format(value, form) for value in (last.lower, last.upper))
    return f"{middle} {last.mean:{form}}, limits {low} to {high}: {state(release, trend)}."


def _counted(release: Release, trend: Trend, chosen: str) -> str:
    numbers = [point.n for point in trend.series.points if point.n]
    low, high = min(numbers, default=0), max(numbers, default=0)
    n = f"{low:,} to {high:,} answers a stock-take" if low < high else f"{high:,} answers"
    what = "mean of 0 to 10, to one decimal" if trend.measure == "mean" else f"whole per cents who said {chosen}"
    answered = cautions.response(release, [point.label for point in trend.series.points])
    return f"everyone, {n}{f', {answered}' if answered else ''}; {what}."


def _limits(trend: Trend) -> str:
    now = trend.now
    rules = f" Rules: {'; '.join(now.rules)}." if now.rules else ""
    if now.limits is None:
        interval = "mean ± 1.96 standard errors" if trend.measure == "mean" else "Wilson 1927"
        wording = " with one wording" if trend.breaks else ""
        return f"none from fewer than {_LEAST} stock-takes{wording}. Intervals: {interval}."
    points = trend.series.points_of(now)
    span = f"{now.baseline} stock-takes, {points[0].label} to {points[-1].label}"
    made = f"{_LIMITS[now.limits]}{_ratio(now)}, from {span}"
    if now.chart == "run":
        made = f"median of {span}; trial limits {_LIMITS[now.limits]}{_ratio(now)}"
    kept = "not_screened" in trend.series.warnings
    odd = " Large steps were kept, since otherwise no variation would be left." if kept else ""
    return f"{made}; wider where fewer answered.{odd}{rules}"


def _ratio(part: Part) -> str:
    return "" if part.sigma_z is None else f" (σz {part.sigma_z:.2f}, never below 1)"


def _breaks(release: Release, trend: Trend, rebases: Sequence[Rebase]) -> str:
    shown = {point.label for point in trend.series.points}
    hidden = [it.label for it in release.waves if it.first >= trend.series.points[0].date and it.label not in shown]
    few = [point.label for point in trend.series.points if point.few_answers]
    found = [it.words for it in breaks.breaks(release, trend.item)]
    changed = [f"{it.words} The line goes on: the questionnaire calls the change cosmetic."
               for it in breaks.cosmetic(release, trend.item)]  # fmt: skip
    found += changed
    if trend.rebased:
        found += [words.rebase(it) for it in rebases]
    if hidden:
        found.append(f"Not shown and stepped over: {', '.join(hidden)}.")
    if few:
        found.append(f"Fewer than half the usual answers: {', '.join(few)}.")
    return " ".join(found) if found else "none; no rebase."


def _not_comparable(release: Release, trend: Trend) -> str:
    parts = ["surveys that ask in other words or of other people"]
    if trend.breaks:
        parts.append("stock-takes on two sides of a break")
    odd = any(index.id == trend.item and index.unverified for index in release.survey.indices)
    scoring = " Scoring and the rule for missing answers are unverified against the official guide." if odd else ""
    return f"{', '.join(parts)}.{scoring}"
