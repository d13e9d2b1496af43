"""The report's words: summaries made from shown figures, never beyond them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pulse.model.events import Rebase
from pulse.model.groups import SEPARATOR, Remade
from pulse.model.release import Banded, Figure, Release, Shown
from pulse.model.survey import Index, Item
from pulse.model.trends import Point, Trend

NOT_SHOWN = "–"

PROTECTION = (
    "No figure here, alone or set beside others of this report, describes fewer than {least} people. Figures are "
    "withheld where others would give them away; the dash says no more than that. Counts of 0 to {band} people, and "
    "of all but 0 to {band}, are shown as “or fewer” and “or more”. Single points of a scale and means need {detail} "
    "answers."
)
SHARES = (
    "Whole per cents of those who answered the question. Ranges in small type are 95% intervals (Wilson 1927), "
    "computed from the figures as shown."
)
LIMITS = (
    "XmR chart: average plus and minus 2.66 times the mean moving range, large ranges left out once. Rules of NHS "
    "‘Making Data Count’: a point outside, seven rising or falling, two of three near a limit, seven on one side. "
    "Computed from shown points only. Eight to twelve points make trial limits; fewer make none. On a steady series "
    "these rules still give a false sign now and then."
)
FRAME = (
    "Each person has one voice, shared over her ticks. A joined answer is drawn only when enough people stand behind "
    "it and behind what is left of both its ends; the rest is one band, other."
)
_STATES = {
    "improvement": "better than usual",
    "concern": "worse than usual",
    "neutral_high": "higher than usual",
    "neutral_low": "lower than usual",
    "common_cause": "as usual",
}
_VARIATIONS = {
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


def per_cent(share: float) -> str:
    """ "41%": whole, as shown."""
    return f"{share * 100:.0f}%"


def figure(found: Figure, *, score: bool = False) -> str:
    """A figure as a reader sees it; one dash for whatever is not shown."""
    if isinstance(found, Shown):
        return f"{found.value:.1f}" if score else per_cent(found.value)
    if isinstance(found, Banded):
        return f"{per_cent(found.high)} or fewer" if found.low == 0 else f"{per_cent(found.low)} or more"
    return NOT_SHOWN


def day(when: date) -> str:
    """ "13 October 2026"."""
    return f"{when.day} {when:%B %Y}"


def days(first: date, last: date) -> str:
    """ "13 to 22 October 2026", no word said twice."""
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    if first.month != last.month:
        return f"{first.day} {first:%B} to {day(last)}"
    return day(last) if first == last else f"{first.day} to {day(last)}"


def listed(parts: Sequence[str]) -> str:
    """ "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def top(release: Release, item: Item, most: int = 2) -> list[tuple[str, Shown]]:
    """An item's options with the largest shown shares, largest first; options that stand alone say "nothing"."""
    shares = [
        (option.text, found)
        for option in item.options
        if not option.alone and isinstance(found := release.figure("share", item.id, option=option.id), Shown)
    ]
    return sorted(shares, key=lambda it: (-it[1].value, it[0]))[:most]


def _chosen(release: Release, item: Item) -> str:
    return listed([f"{text} ({per_cent(found.value)})" for text, found in top(release, item)])


def summary(release: Release, trends: Sequence[Trend]) -> list[tuple[str, str]]:
    """Heading and sentence: what works, who is hurt, what they need, who should meet it, what changed, who answered."""
    survey = release.asked_in[release.wave.label]
    heads = {
        "works": ("What works", "Named most often: {}."),
        "hurt": ("Who is hurt", "Named most often: {}."),
        "need": ("What they need", "{title}: {}."),
        "meet": ("Who should meet it", "{title}: {}."),
    }
    found: list[tuple[str, str]] = []
    for role in ("works", "hurt", "need", "meet"):
        head, words = heads[role]
        said = [
            words.format(chosen, title=item.label)
            for item in survey.items
            if item.frame == role and (chosen := _chosen(release, item))
        ]
        if said:
            found.append((head, " ".join(said)))
        elif any(item.frame == role for item in survey.items):
            found.append((head, "Too few answers to say without showing single people."))
    if len(release.waves) > 1:
        found.append(("What changed", changed(release, trends)))
    found.append(("Who answered", who_answered(release)))
    return found


def changed(release: Release, trends: Sequence[Trend]) -> str:
    """What stands out this wave, by the rules of the control charts; no arrow without a signal."""
    judged = [trend for trend in trends if trend.series.variation is not None]
    if not judged:
        return "There are too few stock-takes yet to tell a change from usual ups and downs; limits begin at eight."
    told: dict[str, list[str]] = {}
    for trend in judged:
        point = trend.series.points[-1]
        if point.special_cause:
            told.setdefault(_STATES[point.point_type], []).append(name(release, trend.item))
    if not told:
        return "Nothing beyond usual ups and downs."
    signals = [f"{words[0].upper()}{words[1:]}: {listed(names)}." for words, names in told.items()]
    return f"{' '.join(signals)} Everything else moved as it usually does."


def who_answered(release: Release) -> str:
    """How many people, of how many asked where that is known."""
    count, rate = release.figure("count"), release.figure("response_rate")
    if not isinstance(count, Shown):
        return "Fewer people answered than may be shown."
    people = f"{count.value:,.0f} people answered"
    if isinstance(rate, Shown):
        return f"{people}: {per_cent(rate.value)} of the {rate.n:,} who were asked."
    return f"{people}."


def name(release: Release, item: str) -> str:
    """The short name of an item or an index."""
    survey = release.survey
    index = next((index for index in survey.indices if index.id == item), None)
    return score_name(index) if index else survey.by_id[item].label


def score_name(index: Index) -> str:
    """An index's title; where its scoring rule could not be checked, that is said wherever it stands."""
    return f"{index.title} (scoring unverified)" if index.unverified else index.title


def state(trend: Trend) -> str:
    """What a trend says, in one sentence without a full stop."""
    if not trend.limits and trend.rebased:
        return "too few stock-takes since limits began anew"
    if not trend.limits:
        return "too few stock-takes with this wording for limits"
    if trend.trial:
        return "trial limits: they are still finding their place"
    if "no_limits" in trend.series.warnings and trend.series.points[-1].lower is None:
        return "the same in every stock-take: limits are not defined"
    if trend.series.variation is None:
        return "not shown in this stock-take"
    return _VARIATIONS[trend.series.variation]


def title(release: Release, item: str) -> str:
    """The short name of an item or an index, also of one that is no longer asked."""
    asked = [survey for survey in release.asked_in.values() if item in survey.followed]
    return name(replace(release, survey=asked[-1]), item) if asked else item


def rebase(it: Rebase) -> str:
    """Where limits begin anew, why, by whose decision, and when that was recorded."""
    reason = it.reason.rstrip(".")
    decided = f"decided by: {it.who}; recorded on {day(it.recorded)}"
    return f"Limits begin anew on {day(it.day)}: {reason} ({decided})."


def original(trend: Trend) -> str:
    """The limits in force at the last point, had nobody let them begin anew."""
    last = trend.series.points[-1]
    if last.mean is None or last.lower is None or last.upper is None:
        return "With the original lines there are too few stock-takes for limits."
    average, low, high = (_limit(trend, value) for value in (last.mean, last.lower, last.upper))
    return f"Average {average}, limits {low} to {high}: {state(trend)}."


def remade(it: Remade) -> str:
    """A group whose figures before a day are of other people."""
    former = listed([SEPARATOR.join(path) for path in it.formerly])
    how = "was merged from" if it.how == "merged" else "was split off from"
    if it.how == "merged" and len(it.formerly) == 1:
        how = "took in"
    return f"{SEPARATOR.join(it.path)} {how} {former} on {day(it.day)}: its line breaks there."


def _limit(trend: Trend, value: float) -> str:
    return f"{value:.1f}" if trend.measure == "mean" else f"{value * 100:.1f}%"


def chart(trend: Trend, title: str) -> str:
    """What a control chart shows, for a reader who does not see it."""
    first, last = trend.series.points[0], trend.series.points[-1]
    span = f"from {_value(trend, first)} in {first.label} to {_value(trend, last)} in {last.label}"
    return f"{title}: {len(trend.series.points)} stock-takes, {span}; {state(trend)}."


def _value(trend: Trend, point: Point) -> str:
    value = point.value or 0.0
    return f"{value:.1f}" if trend.measure == "mean" else per_cent(value)
