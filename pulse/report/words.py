"""The report's words: summaries made from shown figures, never beyond them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pulse.model.events import Rebase
from pulse.model.groups import ALL, SEPARATOR, Remade
from pulse.model.release import Banded, Change, Figure, Measure, Release, Shown, Weighting
from pulse.model.survey import Index, Item
from pulse.model.trends import SamePeople, Silence, Trend

NOT_SHOWN = "–"

WITHHELD = "Withheld to protect people."  # the one reason that is ever given, in full
BESIDE = (
    "Each {kind} stands over everyone and is never crossed with a team. Teams and larger units are shown as they would "
    "be by themselves; a {kind} is shown beside them only where adding and subtracting all of these figures leaves no "
    "few people over."
)
TOGETHER = (
    "One line for what is left of a unit beside its groups that are shown, where two or more are not: the smaller "
    "ones, and whoever named none. Which they are may differ from column to column, as some questions have fewer "
    "answers and scores need more. It tells no more than subtracting does, and is not followed over time, since other "
    "groups are in it each time."
)
SHARES = (
    "Whole per cents of those who answered the question. The answers of all parts are counted together: no figure is "
    "an average of the parts’ per cents. Ranges in small type are 95% intervals (Wilson 1927), computed from the "
    "figures as shown. Where the number of people asked is known, a range beside a figure tells what "
    "all of them think, and narrows to nothing when all answer; whatever compares groups or stock-takes uses the wider "
    "range that allows for chance."
)
LIMITS = (
    "One stock-take is a bar, two to seven are points, each with its 95% interval. Eight to twelve make a run chart: a "
    "median, Anhøj’s two signs, and trial limits, which only a point outside them is held against. From thirteen on "
    "shares have P-prime limits (Laney 2002) and scores I-prime limits (Taylor 2018), wider where fewer answered, with "
    "the four rules of NHS ‘Making Data Count’: a point outside, seven rising or falling, two of three near a limit, "
    "seven on one side. Limits are never narrower than sampling and rounding alone make them; where values vary by "
    "less than the step they are rounded to, one within half a step of the average is on neither side. Computed from "
    "shown points only."
)
FRAME = (
    "Each person has one voice, shared over the answers ticked. A joined answer is drawn only when enough people stand "
    "behind it and behind what is left of both its ends; the rest is one band, other. What is not drawn is not listed "
    "either: that somebody gave such an answer would be told by its name."
)
COMPARED = (
    "{changes} differences were looked at together, {clear} of them clear; the strongest stand first. Differences are "
    "made before rounding, so they may not be those of the rounded figures. A "
    "direction is named only where the 95% interval leaves out zero and the finding also stands when as many "
    "comparisons are allowed for (Benjamini and Hochberg 1995, 5%). Two stock-takes alone say little: the trends "
    "come first."
)
WEIGHTED = (
    "Each part counts as much as its share of all staff (post-stratified by {level}; design effect {effect}). Weighing "
    "mends only what differs between these parts, not what differs between those who answer and those who do not."
)
AGAINST = (
    "“{item}” runs against the other questions of {index}: it is probably not reversed. Look at `positive` in the "
    "questionnaire before the score is used."
)
ENPS = "Favourable: 9 and 10 (promoters); neither: 7 and 8; unfavourable: 0 to 6 (detractors)."
_MOST_SILENT = 6
_MOST_TOLD = 4  # answers that clearly moved, in one sentence; all of them stand in a table
LINKED = (
    "This survey links its waves: staff were told that answers in two stock-takes in a row are put side by side, by a "
    "code made from who answered with a secret key. It shows how many changed their answer, for everyone together and "
    "never by group. The codes of a stock-take are deleted when the next one is closed; after that only the counts are "
    "left, and nobody's answers can be linked any more."
)
_STATES = {
    "improvement": "better than usual",
    "concern": "worse than usual",
    "neutral_high": "higher than usual",
    "neutral_low": "lower than usual",
    "common_cause": "as usual",
}


def per_cent(share: float) -> str:
    """ "41%": whole, as shown."""
    return f"{share * 100:.0f}%"


def number(value: float, measure: Measure = "share") -> str:
    """A value in the form of its measure: "41%", "6.3" of a mean, "0.87" of agreement, "+12" of eNPS or a balance."""
    if measure == "mean":
        return f"{value:.1f}"
    if measure == "balance":
        return f"{value:+.0f}".replace("-", "−") if value else "0"
    if measure in ("alpha", "agreement"):
        return f"{value:.2f}".replace("-", "−")
    return signed(value) if measure == "enps" else per_cent(value)


def figure(found: Figure, measure: Measure = "share") -> str:
    """A figure as a reader sees it; one dash for whatever is not shown."""
    if isinstance(found, Shown):
        return number(found.value, measure)
    return band(found.low, found.high) if isinstance(found, Banded) else NOT_SHOWN


def band(low: float | None, high: float | None) -> str:
    """A share that is only known to lie between two: "18% or fewer", "82% or more"."""
    return f"{per_cent(low)} or more" if low else f"{per_cent(high or 0.0)} or fewer"


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


def summary(
    release: Release, trends: Sequence[Trend], silences: Sequence[Silence], between: str = ""
) -> list[tuple[str, Sequence[str]]]:
    """Heading and sentences: who fell silent first of all, then the frame, what changed, who answered.

    between  what changed in what groups say of each other, where they are asked
    """
    survey = release.asked_in[release.wave.label]
    heads = {
        "works": ("What works", "Named most often: {}."),
        "hurt": ("Who is hurt", "Named most often: {}."),
        "need": ("What they need", "{title}: {}."),
        "meet": ("Who should meet it", "{title}: {}."),
    }
    found: list[tuple[str, Sequence[str]]] = [("Who fell silent", [silent(silences)])] if silences else []
    for role in ("works", "hurt", "need", "meet"):
        head, words = heads[role]
        said = [
            words.format(chosen, title=_without(head, item.label))
            for item in survey.items
            if item.frame == role and (chosen := _chosen(release, item))
        ]
        if said:
            found.append((head, said))
        elif any(item.frame == role for item in survey.items):
            found.append((head, [WITHHELD]))
    if len(release.waves) > 1:
        said = [changed(release, trends)] if trends or not between else []
        found.append(("What changed", [*said, between] if between else said))
    found.append(("Who answered", [who_answered(release)]))
    return found


def _without(head: str, label: str) -> str:
    """A label without the heading it stands under: "Who should meet it now" is "Now" there."""
    rest = label.removeprefix(head).strip()
    return f"{rest[0].upper()}{rest[1:]}" if rest and rest != label else label


def changed(release: Release, trends: Sequence[Trend]) -> str:
    """What stands out this wave, by the rules of the control charts; no arrow without a signal."""
    judged = [trend for trend in trends if trend.series.variation is not None]
    if not judged:
        return f"{_since_last(release)} {_on_trial(release, trends)}"
    told: dict[str, list[str]] = {}
    for trend in judged:
        point = trend.series.points[-1]
        if point.special_cause:
            told.setdefault(_STATES[point.point_type], []).append(name(release, trend.item))
    if not told:
        return "Nothing beyond usual ups and downs."
    signals = [f"{words[0].upper()}{words[1:]}: {listed(names)}." for words, names in told.items()]
    return f"{' '.join(signals)} Everything else moved as it usually does."


def _since_last(release: Release) -> str:
    """Between two stock-takes: what clearly rose or fell, of scales and scores of everyone."""
    compared_now = [it for it in release.changes if it.against == "last" and it.about.measure != "share"]
    clear = [it for it in compared_now if it.clear]
    if not clear:
        return "No clear change since the stock-take before." if compared_now else "Nothing to compare with yet."
    return f"Since {clear[0].before}: {'; '.join(sides(release, clear))}."


def sides(release: Release, clear: Sequence[Change]) -> list[str]:
    """Clear changes of questions and scores: what is better, what is worse; a title alone would not say which."""
    by_whom = {it.about: "; more by who answered than by what they said" for it in release.mixes if it.more_by_mix}
    found = []
    for word, here in (("better", [it for it in clear if it.difference > 0]),
                       ("worse", [it for it in clear if it.difference < 0])):  # fmt: skip
        if here:
            told = [f"{name(release, it.about.item)} ({_by(it)}{by_whom.get(it.about, '')})" for it in here]
            found.append(f"{word}: {listed(told)}")
    return found


def _on_trial(release: Release, trends: Sequence[Trend]) -> str:
    """What can be said before there are verdicts."""
    unusual = [name(release, trend.item) for trend in trends if trend.now.runs and trend.now.runs.signal]
    if unusual:
        return f"Unusual runs about the median: {listed(unusual)}. Verdicts begin at thirteen stock-takes."
    return "There are too few stock-takes yet to tell a change from usual ups and downs; verdicts begin at thirteen."


def who_answered(release: Release) -> str:
    """How many people, of how many asked where that is known."""
    count, rate = release.figure("count"), release.figure("response_rate")
    if not isinstance(count, Shown):
        return WITHHELD
    people = f"{count.value:,.0f} people answered"
    if isinstance(rate, Shown):
        return f"{people}: {per_cent(rate.value)} of the {rate.n:,} who were asked."
    return f"{people}."


def signed(value: float, *, score: bool = False) -> str:
    """ "+6" points of per cent, "−0.3" of a score; "0" where nothing is left after rounding."""
    said = f"{abs(value):.1f}" if score else f"{abs(value) * 100:.0f}"
    if not float(said):
        return "0.0" if score else "0"
    return f"{'+' if value > 0 else '−'}{said}"


def delta(value: float) -> str:
    """ "+0.12": Cliff's delta, from -1 to +1."""
    return f"{value:+.2f}".replace("-", "−")


def moved(change: Change) -> str:
    """What a difference says: a direction only where the interval allows one, and chance does not explain it."""
    if not change.clear:
        apart = not change.lower <= 0 <= change.upper
        return "no clear change among so many compared" if apart else "no clear change"
    up, down = ("rose", "fell") if change.about.measure == "share" else ("better", "worse")
    return f"{up if change.difference > 0 else down} by {_by(change).lstrip('+−')}"


def _by(change: Change) -> str:
    """ "+6 points", "−0.3"."""
    score = change.about.measure == "mean"
    size = signed(change.difference, score=score)
    return size if score else f"{size} point{'' if size.lstrip('+−') == '1' else 's'}"


def finding(release: Release, changes: Sequence[Change]) -> str:
    """What clearly moved, questions and scores first, then the answers of other questions."""
    clear = [it for it in changes if it.clear]
    found = sides(release, [it for it in clear if it.about.measure != "share"])
    answers = [it for it in clear if it.about.measure == "share"]
    said = [f"{it[0].upper()}{it[1:]}." for it in found] or ["No clear change of questions and scores."]
    if answers:
        told = [f"“{_option(release, it)}” {moved(it)}" for it in answers[:_MOST_TOLD]]
        more = len(answers) - len(told)
        said.append(f"Of other answers: {listed([*told, *([f'{more} more'] if more else [])])}.")
    return " ".join(said)


def _option(release: Release, change: Change) -> str:
    item = release.asked_in[release.wave.label].by_id[change.about.item]
    text = next(option.text for option in item.options if option.id == change.about.option)
    return f"{item.label}: {text}"


def moved_alike(it: SamePeople) -> str:
    """The same of people who answered both times."""
    if it.difference is None:
        return "not shown"
    if not it.clear:
        return "no clear change"
    size = signed(it.difference).lstrip("+−")
    return f"{'better' if it.difference > 0 else 'worse'} by {size} point{'' if size == '1' else 's'}"


def compared(changes: Sequence[Change]) -> str:
    """How many were compared, and how the words were chosen."""
    clear = sum(it.clear for it in changes)
    return COMPARED.format(changes=len(changes), clear=clear or "none")


def silent(silences: Sequence[Silence]) -> str:
    """Who answered clearly less than last time."""
    told = [_fell_silent(it) for it in silences[:_MOST_SILENT]]
    rest = len(silences) - len(told)
    more = f", and {rest} more groups" if rest > 1 else ", and one more group" if rest else ""
    return f"Answered clearly less than in {silences[0].wave}: {'; '.join(told)}{more}."


def _fell_silent(it: Silence) -> str:
    name = "everyone" if it.group == ALL else it.group.name
    now = "not shown this time" if it.now is None else per_cent(it.now)
    return f"{name} ({per_cent(it.before)} of those asked, now {now})"


def weighted(weighting: Weighting) -> str:
    """What the weights rest on, or why there are none."""
    if weighting.problem:
        return f"No weighted figures: {weighting.problem}."
    trimmed = " Weights were kept between 0.3 and 3 times their mean." if weighting.trimmed else ""
    return WEIGHTED.format(level=weighting.level, effect=f"{weighting.design_effect:.2f}") + trimmed


def name(release: Release, item: str) -> str:
    """The short name of an item or an index."""
    survey = release.survey
    index = next((index for index in survey.scores if index.id == item), None)
    return score_name(index) if index else survey.by_id[item].label


def score_name(index: Index) -> str:
    """An index's title; where its scoring rule could not be checked, that is said wherever it stands."""
    return f"{index.title} (scoring unverified)" if index.unverified else index.title


def title(release: Release, item: str) -> str:
    """The short name of an item or an index, also of one that is no longer asked."""
    asked = [survey for survey in release.asked_in.values() if item in survey.followed]
    return name(replace(release, survey=asked[-1]), item) if asked else item


def rebase(it: Rebase) -> str:
    """Where limits begin anew, why, by whose decision, and when that was recorded."""
    reason = it.reason.rstrip(".")
    decided = f"decided by: {it.who}; recorded on {day(it.recorded)}"
    return f"Limits begin anew on {day(it.day)}: {reason} ({decided})."


def remade(it: Remade) -> str:
    """A group whose figures before a day are of other people."""
    former = listed([SEPARATOR.join(path) for path in it.formerly])
    how = "was merged from" if it.how == "merged" else "was split off from"
    if it.how == "merged" and len(it.formerly) == 1:
        how = "took in"
    return f"{SEPARATOR.join(it.path)} {how} {former} on {day(it.day)}: its line breaks there."
